import { createHash, createHmac } from 'node:crypto';
import type { Simulator } from '../../src/index.ts';

type Ask = { verb?: string; path: string; parameters?: Record<string, string> };

/** One request signed by the recipe of the documentation, written out once more so that the cloud does not check itself. */
export async function ask({ url, key, secret }: Simulator, { verb = 'GET', path, parameters = {} }: Ask) {
  const query = Object.entries(parameters)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
  const digest = createHash('md5').update(query).digest('hex');
  const hex = createHmac('sha1', secret).update(`${path}${query}${digest}`).digest('hex');
  const authorization = `${key}:${Buffer.from(hex).toString('base64')}`;
  const response = await fetch(`${url}${path}${verb === 'GET' && query ? `?${query}` : ''}`, {
    method: verb,
    headers: { authorization, ...(verb === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
    body: verb === 'GET' ? null : query,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}

function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
