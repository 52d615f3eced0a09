import { randomBytes } from 'node:crypto';
import { buildQuery } from '../build-query.ts';
import { signature } from '../signature.ts';
import { signedString } from '../webhooks/verify.ts';

/** Fields by their names on the wire (`caller_id`, `wait_dtmf[name]`). Undefined ones are left out, numbers become text. */
export type DeliveryFields = { event: string } & { readonly [field: string]: string | number | undefined };

/** What the provider would POST. Header names are in lower case. */
export type Delivery = { body: string; headers: Record<string, string> };

export type SignDeliveryOptions = { as?: 'form' | 'multipart' };

/** A delivery as the provider sends it: call events as a form, account events in the field as multipart (`as: 'multipart'`). */
export function signDelivery(fields: DeliveryFields, secret: string, { as = 'form' }: SignDeliveryOptions = {}): Delivery {
  const form = new Map<string, string>();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, String(value));
  const { contentType, body } = as === 'form' ? urlencoded(form) : multipart(form);
  const agent = as === 'form' ? 'Zadarma API v1' : 'Zadarma API';
  const headers = { 'content-type': contentType, 'user-agent': agent, signature: signature(signedString(form), secret) };
  return { body, headers };
}

type Encoded = { contentType: string; body: string };

function urlencoded(form: ReadonlyMap<string, string>): Encoded {
  const pairs = Array.from(form, ([name, value]) => buildQuery({ [name]: value })); // one by one: PHP doesn't sort what it posts
  return { contentType: 'application/x-www-form-urlencoded', body: pairs.join('&') };
}

function multipart(form: ReadonlyMap<string, string>): Encoded {
  const boundary = `------------------------${randomBytes(8).toString('hex')}`;
  const parts = Array.from(
    form,
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}
