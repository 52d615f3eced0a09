import { createHmac } from 'node:crypto';

/** How long every signature of this provider is, in characters: base64 of 40 hexadecimal digits. */
export const SIGNATURE_LENGTH = 56;

/** The provider's signature: base64 of the *hexadecimal* HMAC-SHA1, not of its bytes (PHP's `hash_hmac` gives hex). */
export function signature(message: string, secret: string): string {
  return Buffer.from(createHmac('sha1', secret).update(message, 'utf8').digest('hex'), 'latin1').toString('base64');
}
