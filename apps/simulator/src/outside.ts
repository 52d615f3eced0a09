/** One POST of a notification, ready to send. */
export type Posting = { url: string; headers: Record<string, string>; body: string; timeoutMs: number };

/** What came back, or why nothing did. */
export type Answer = { status: number; body: string } | { failure: string };

/** The cloud's way to the CRM. Replace it to deliver without a network (`app.inject`). Neither function ever rejects. */
export type Outside = {
  post(posting: Posting): Promise<Answer>;
  get(url: string, timeoutMs: number): Promise<Answer>;
};

const BODY_MAX = 64 * 1024;

/** The way over HTTP. Redirects are not followed. */
export const overHttp: Outside = {
  post: ({ url, headers, body, timeoutMs }) => ask(url, { method: 'POST', headers, body }, timeoutMs),
  get: (url, timeoutMs) => ask(url, { method: 'GET' }, timeoutMs),
};

async function ask(url: string, init: RequestInit, timeoutMs: number): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, body: (await response.text()).slice(0, BODY_MAX) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { failure: cause instanceof Error ? cause.message || cause.name : String(cause) };
  }
}
