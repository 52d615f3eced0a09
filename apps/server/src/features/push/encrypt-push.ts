import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** A browser's own key and secret, as `PushSubscription.toJSON()` gives them (base64url). */
export type BrowserKeys = { p256dh: string; auth: string };

const RECORD_BYTES = 4096;
const LAST_RECORD = 2;
const TAG_BYTES = 16;
/** What fits into one record beside its delimiter and tag. */
const PLAIN_BYTES_MAX = RECORD_BYTES - TAG_BYTES - 1;

/**
 * The body of a push message that only this browser can read (RFC 8291, `aes128gcm` of RFC 8188 in one record).
 *
 * @param fixed - Salt and private key, for the test against the RFC's own example; otherwise fresh ones each time.
 * @throws {RangeError} when the text is longer than one record holds; an error of `node:crypto` when the browser's key is no point of P-256.
 */
export function encryptPush(text: string, { p256dh, auth }: BrowserKeys, fixed?: { salt: Buffer; privateKey: Buffer }): Buffer {
  const plain = Buffer.from(text, 'utf8');
  if (plain.length > PLAIN_BYTES_MAX) throw new RangeError('A push message holds less than 4 KB.');
  const theirs = Buffer.from(p256dh, 'base64url');
  const ecdh = createECDH('prime256v1');
  if (fixed) ecdh.setPrivateKey(fixed.privateKey);
  else ecdh.generateKeys();
  const ours = ecdh.getPublicKey();
  const salt = fixed?.salt ?? randomBytes(16);

  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const input = derive({ input: ecdh.computeSecret(theirs), salt: Buffer.from(auth, 'base64url'), info, bytes: 32 });
  const key = derive({ input, salt, info: Buffer.from('Content-Encoding: aes128gcm\0'), bytes: 16 });
  const nonce = derive({ input, salt, info: Buffer.from('Content-Encoding: nonce\0'), bytes: 12 });

  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.of(LAST_RECORD)])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(RECORD_BYTES);
  head.writeUInt8(ours.length, 4);
  return Buffer.concat([salt, head, ours, sealed]);
}

function derive({ input, salt, info, bytes }: { input: Buffer; salt: Buffer; info: Buffer; bytes: number }): Buffer {
  return Buffer.from(hkdfSync('sha256', input, salt, info, bytes));
}
