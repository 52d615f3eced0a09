import { createHash } from 'node:crypto';
import { type Form, parseDelivery, parseWebhook, WebhookError, type WebhookEvent } from '@carillon/zadarma';
import type { Delivery } from './delivery.ts';

/** A delivery with its fields decoded once. `event` is `null` when a promised field is malformed: `fault` names it. */
export type ReadDelivery = {
  form: Form;
  name: string;
  pbxCallId: string | null;
  event: WebhookEvent | null;
  fault: string | null;
};

const READABLE = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;
const NAME_MAX = 100;

/** Whether the body is of a kind that the provider sends; no content type at all is read as a form. */
export const isReadable = (contentType: string): boolean => contentType === '' || READABLE.test(contentType);

/** Decodes the body; never throws. Long or absent names are cut: they only label the row in the event log. */
export function readDelivery({ raw, contentType }: Pick<Delivery, 'raw' | 'contentType'>): ReadDelivery {
  const form = parseDelivery(raw.toString('utf8'), contentType);
  const name = plain(form.get('event')) || '(no event)';
  const pbxCallId = plain(form.get('pbx_call_id')) || null;
  try {
    return { form, name, pbxCallId, event: parseWebhook(form), fault: null };
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    return { form, name, pbxCallId, event: null, fault: error.message };
  }
}

/** Text that the database takes: no NUL, and no longer than an index entry may be. */
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\0', '').slice(0, NAME_MAX);

/** Equal for deliveries whose decoded fields are all equal, whatever their order and encoding (F1). */
export function fingerprintOf(form: Form): string {
  const fields = [...form].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha1').update(JSON.stringify(fields)).digest('base64url');
}
