import { setTimeout as delay } from 'node:timers/promises';
import { Session } from '@carillon/contract';
import { Check } from 'typebox/value';

/** One request to the public API: the parsed answer. @throws Error with the problem's own words when the server refuses. */
export type DemoApi = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** The API of a running server for the owner of this token. */
export function demoApi(url: string, token: string): DemoApi {
  const send = (method: string, path: string, body: unknown): Promise<Response> =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
  return async (method, path, body) => {
    let response = await send(method, path, body);
    while (response.status === 429) {
      await delay(Number(response.headers.get('retry-after') ?? 1) * 1000); // a quick machine asks more than a token may
      response = await send(method, path, body);
    }
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The example company could not be made: ${method} ${path} answered ${response.status} ${text}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  };
}

/** The id of what an answer describes. */
export function idOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string') return answer.id;
  throw new Error('An answer without an id');
}

/** Who and where somebody is who has just signed in. */
export function idsOf(session: unknown): { userId: string; workspaceId: string } {
  if (!Check(Session, session)) throw new Error('An answer that is no session');
  return { userId: session.user.id, workspaceId: session.workspace.id };
}
