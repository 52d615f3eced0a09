import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Base64 over the *hexadecimal* HMAC-SHA1: 56 characters. PHP's `hash_hmac` answers in hex, hence the odd double step. */
function hexHmac(message: string, secret: string): string {
  const hex = createHmac('sha1', Buffer.from(secret, 'utf8')).update(message, 'utf8').digest('hex');
  return Buffer.from(hex, 'latin1').toString('base64');
}

/** The signature of a request: path exactly as sent, sorted query and its md5, nothing between. */
export function requestSignature({ path, query, secret }: { path: string; query: string; secret: string }): string {
  const digest = createHash('md5').update(query, 'utf8').digest('hex');
  return hexHmac(`${path}${query}${digest}`, secret);
}

/** Equal or not, in a time that tells nothing. */
export function sameSignature(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const SIGNED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  NOTIFY_START: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_INTERNAL: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_ANSWER: ['caller_id', 'destination', 'call_start'],
  NOTIFY_END: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_IVR: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_OUT_START: ['internal', 'destination', 'call_start'],
  NOTIFY_OUT_END: ['internal', 'destination', 'call_start'],
  NOTIFY_RECORD: ['pbx_call_id', 'call_id_with_rec'],
  SMS: ['result'],
  SPEECH_RECOGNITION: ['result'], // nobody documents it: as the other events of the account
};

/** The signature of a notification: the values of its signed fields run together; an absent one counts as empty. */
export function notificationSignature(fields: Readonly<Record<string, string>>, secret: string): string {
  const names = SIGNED_FIELDS[fields['event'] ?? ''] ?? [];
  return hexHmac(names.map((name) => fields[name] ?? '').join(''), secret);
}
