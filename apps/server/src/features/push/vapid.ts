import { createECDH, createPrivateKey, sign } from 'node:crypto';

/** The pair by which push services know this installation; the private one as it was sealed. base64url of the raw values. */
export type VapidKeys = { publicKey: string; privateKey: string };

const LIFE_SECONDS = 12 * 3600; // RFC 8292 allows a day

export function newVapidKeys(): VapidKeys {
  const ecdh = createECDH('prime256v1');
  const publicKey = ecdh.generateKeys('base64url');
  return { publicKey, privateKey: ecdh.getPrivateKey().toString('base64url') };
}

/**
 * The `Authorization` of a push message: who we are, for this push service alone (RFC 8292).
 *
 * @param contact - `mailto:` or `https:`, for the service's people when something goes wrong.
 */
export function vapidHeader(keys: VapidKeys, { endpoint, contact, at }: { endpoint: URL; contact: string; at: Date }): string {
  const point = Buffer.from(keys.publicKey, 'base64url'); // 0x04, x, y
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: Buffer.from(keys.privateKey, 'base64url').toString('base64url').padStart(43, 'A'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const claims = { aud: endpoint.origin, exp: Math.floor(+at / 1000) + LIFE_SECONDS, sub: contact };
  const unsigned = [{ typ: 'JWT', alg: 'ES256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const signature = sign('sha256', Buffer.from(unsigned), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `vapid t=${unsigned}.${signature}, k=${keys.publicKey}`;
}
