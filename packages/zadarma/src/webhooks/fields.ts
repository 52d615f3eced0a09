import type { Form } from './form.ts';
import { WebhookError } from './webhook-error.ts';

/** No call lasts a week; more is a broken counter. */
const DURATION_SECONDS_MAX = 7 * 24 * 3600;

/** A promised field. @throws {WebhookError} `bad-field` when it is absent or empty. */
export function text(form: Form, name: string): string {
  return optionalText(form, name) ?? bad(name, 'is missing');
}

/** Absent and empty are the same to this provider: `null`. @throws {WebhookError} `bad-field` for a NUL, which no database takes. */
export function optionalText(form: Form, name: string): string | null {
  const value = form.get(name);
  if (value === undefined || value === '') return null;
  return value.includes('\0') ? bad(name, 'holds a NUL') : value;
}

/** The caller of an inbound call as sent: `''`, `0`, `anonymous` for hidden ones, who may also lack the field. */
export function callerId(form: Form): string {
  return optionalText(form, 'caller_id') ?? '';
}

const CALL_START = /^\d{4}-(?:0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** `YYYY-MM-DD HH:MM:SS` without zone, kept as text: only the account knows the zone. */
export function callStart(form: Form): string {
  const value = text(form, 'call_start');
  const day = CALL_START.exec(value)?.[1];
  if (day === undefined) return bad('call_start', 'is no time');
  if (Number(day) > 28 && new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() !== Number(day))
    return bad('call_start', 'is no day');
  return value;
}

/** Whole seconds, 0 to a week. */
export function duration(form: Form): number {
  const value = text(form, 'duration');
  const seconds = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  return seconds <= DURATION_SECONDS_MAX ? seconds : bad('duration', 'is no number of seconds');
}

/** The short form of an extension (`1234-101` → `101`), or `null`. */
export function extension(form: Form, name: string): string | null {
  const value = optionalText(form, name);
  if (value === null) return null;
  const dash = value.lastIndexOf('-');
  return (dash === -1 ? value : value.slice(dash + 1)) || null;
}

/** Q.931 cause; `null` when it is absent or no number, since nothing hangs on it. */
export function statusCode(form: Form): number | null {
  const value = form.get('status_code');
  return value !== undefined && /^\d{1,3}$/.test(value) ? Number(value) : null;
}

/** Absent means no. */
export function flag(form: Form, name: string): boolean {
  const value = form.get(name);
  return value === '1' || value === 'true' || value === 'on' || value === 'y';
}

export function bad(field: string, why: string): never {
  throw new WebhookError('bad-field', field, `The field "${field}" ${why}.`);
}
