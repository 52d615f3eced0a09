import { timingSafeEqual } from 'node:crypto';
import { SIGNATURE_LENGTH, signature as sign } from '../signature.ts';
import type { Form } from './form.ts';

/** `missing` and `wrong` are both refusals; a genuine provider signs as soon as keys exist. */
export type SignatureVerdict = 'valid' | 'missing' | 'wrong';

type Recipe = (form: Form) => string;

// an absent field contributes the empty string, as in PHP
const field = (form: Form, name: string): string => form.get(name) ?? '';
const result: Recipe = (form) => field(form, 'result');
const inbound: Recipe = (form) => field(form, 'caller_id') + field(form, 'called_did') + field(form, 'call_start');
const answer: Recipe = (form) => field(form, 'caller_id') + field(form, 'destination') + field(form, 'call_start');
const outbound: Recipe = (form) => field(form, 'internal') + field(form, 'destination') + field(form, 'call_start');
const record: Recipe = (form) => field(form, 'pbx_call_id') + field(form, 'call_id_with_rec');

const RECIPES: ReadonlyMap<string, Recipe> = new Map([
  ['NOTIFY_START', inbound],
  ['NOTIFY_INTERNAL', inbound],
  ['NOTIFY_INTERNAL_END', inbound],
  ['NOTIFY_ANSWER', answer],
  ['NOTIFY_END', inbound],
  ['NOTIFY_OUT_START', outbound],
  ['NOTIFY_OUT_END', outbound],
  ['NOTIFY_RECORD', record],
  ['NOTIFY_IVR', inbound],
  ['NUMBER_LOOKUP', result],
  ['CALL_TRACKING', result],
  ['SMS', result],
]);
const EVERY_RECIPE: readonly Recipe[] = [result, inbound, answer, outbound, record];

/** The text that the provider signs for this delivery; for an event without a documented recipe the first that fits its fields. */
export function signedString(form: Form): string {
  const recipe = RECIPES.get(field(form, 'event'));
  if (recipe) return recipe(form);
  return EVERY_RECIPE.map((each) => each(form)).find((text) => text !== '') ?? '';
}

/**
 * Whether the `Signature` header belongs to this delivery, in constant time. An event without a recipe of its own is valid under
 * any known one. A delivery without any signed field is refused: a signature of nothing proves nothing.
 *
 * Not covered, whatever the verdict: the event's name, most fields, and the time. Never authorise by an unsigned field.
 *
 * @see https://zadarma.com/en/support/api/ — "Webhooks"; a real signature decodes to 40 hexadecimal digits.
 */
export function verifySignature(form: Form, signature: string | undefined, secret: string): SignatureVerdict {
  if (signature === undefined || signature === '') return 'missing';
  if (signature.length !== SIGNATURE_LENGTH) return 'wrong';
  const given = Buffer.from(signature, 'utf8');
  if (given.length !== SIGNATURE_LENGTH || secret === '') return 'wrong';
  const recipe = RECIPES.get(field(form, 'event'));
  const matches = (each: Recipe): boolean => {
    const text = each(form);
    return text !== '' && timingSafeEqual(given, Buffer.from(sign(text, secret), 'latin1'));
  };
  return (recipe ? matches(recipe) : EVERY_RECIPE.some(matches)) ? 'valid' : 'wrong';
}
