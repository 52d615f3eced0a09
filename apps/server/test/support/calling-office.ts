import { type Cloud, startSimulator, type VirtualClock, virtualClock } from '@carillon/simulator';
import type { Fetch } from '@carillon/zadarma';
import { DID, type OfficeServer, openOffice, PBX_SECRET, type Person, type PhoneOffice, type Posted } from './phone-office.ts';

/** What happens on the way to the provider: an answer that is lost, another one, or something to be done before it. */
export type Mishap = {
  before?: () => Promise<unknown>;
  /** The request never arrives. */
  refuse?: boolean;
  /** It arrives, and its answer does not. */
  lose?: boolean;
  answer?: { status: number; body: object; headers?: Record<string, string> };
};

/** A company that calls out through the pretend cloud, by its API and its notifications, on a clock that the test moves. */
export type CallingOffice = {
  office: PhoneOffice;
  cloud: Cloud;
  clock: VirtualClock;
  /** The requests for a callback that left us, as the provider reads them. */
  requests: Record<string, string>[];
  mishap: Mishap;
  /** A server process more. */
  addServer: () => Promise<OfficeServer>;
  dial: (by: Person, body: object | string, more?: { server?: OfficeServer; key?: string }) => Promise<Posted>;
  /** Time passes, and what is told meanwhile is folded. */
  pass: (seconds: number) => Promise<void>;
  close: () => Promise<void>;
};

export async function callingOffice(): Promise<CallingOffice> {
  const clock = virtualClock(new Date('2026-03-16T09:00:00.000Z')); // a Monday, noon in Moscow
  const requests: Record<string, string>[] = [];
  const line = { mishap: {} as Mishap };
  const providerFetch: Fetch = async (url, init) => {
    const { pathname, search, searchParams } = new URL(url);
    const { before, refuse, lose, answer } = line.mishap;
    if (pathname.includes('callback')) requests.push(Object.fromEntries(searchParams));
    await before?.();
    if (refuse) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    if (answer) return replyOf(answer);
    const reply = await fetch(`${simulator.url}${pathname}${search}`, init);
    if (lose) throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
    return reply;
  };
  const office = await openOffice({ clock: { now: () => clock.now(), pass: () => undefined }, providerFetch });
  const simulator = await startSimulator({
    clock,
    key: 'key',
    secret: PBX_SECRET,
    account: {
      timezone: 'Europe/Moscow',
      numbers: [{ number: DID, description: 'Main' }],
      extensions: ['101', '102', '103'].map((number) => ({ number, name: `Agent ${number}`, online: true })),
    },
    outside: {
      post: async ({ body, headers }) => {
        const { status, text } = await office.post({ body, headers });
        return { status, body: text };
      },
      get: async () => ({ status: 200, body: '' }),
    },
  });
  simulator.cloud.settings.callUrl = 'http://carillon.test/zadarma';
  return {
    office,
    cloud: simulator.cloud,
    clock,
    requests,
    get mishap() {
      return line.mishap;
    },
    set mishap(mishap: Mishap) {
      line.mishap = mishap;
    },
    addServer: () => office.addServer({ providerFetch }),
    dial: (by, body, { server = office.server, key } = {}) =>
      server.ask(
        by,
        'POST /calls',
        typeof body === 'string' ? { to: body } : body,
        key === undefined ? {} : { 'idempotency-key': key },
      ),
    pass: async (seconds) => {
      await clock.advance(seconds * 1000);
      await office.settle();
    },
    close: async () => {
      await simulator.close();
      await office.close();
    },
  };
}

function replyOf({ status, body, headers = {} }: NonNullable<Mishap['answer']>) {
  return {
    status,
    headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
    text: async () => JSON.stringify(body),
  };
}
