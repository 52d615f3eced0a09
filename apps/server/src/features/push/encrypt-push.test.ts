import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { encryptPush } from './encrypt-push.ts';

/** RFC 8291, appendix A. */
const RFC = {
  text: 'When I grow up, I want to be a watermelon',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

test('4.12 a push message is encrypted as in the example of RFC 8291', () => {
  const fixed = { salt: Buffer.from(RFC.salt, 'base64url'), privateKey: Buffer.from(RFC.privateKey, 'base64url') };
  expect(encryptPush(RFC.text, RFC, fixed).toString('base64url')).toBe(RFC.body);
});

test('4.12 only the browser with its private key reads it, and no two messages look alike', () => {
  const browser = createECDH('prime256v1');
  const p256dh = browser.generateKeys('base64url');
  const messages = [1, 2].map(() => encryptPush('Звонит Пётр', { p256dh, auth: RFC.auth }));
  expect(messages.map((message) => readPush(message, browser, RFC.auth))).toEqual(['Звонит Пётр', 'Звонит Пётр']);
  expect(messages[0]?.equals(messages[1] ?? Buffer.of())).toBe(false);
  expect(() => readPush(messages[0] ?? Buffer.of(), browser, Buffer.alloc(16).toString('base64url'))).toThrow();
});

test('4.12 more than one record holds is refused, not cut', () => {
  expect(() => encryptPush('x'.repeat(4080), RFC)).toThrow(RangeError);
});

/** What a browser does with it. */
function readPush(body: Buffer, browser: ReturnType<typeof createECDH>, auth: string): string {
  const [salt, theirs, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
  const derive = (input: Buffer, from: Buffer, info: Buffer, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', input, from, info, bytes));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), theirs]);
  const input = derive(browser.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}
