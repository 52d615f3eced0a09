import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivery } from '@carillon/zadarma/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOffice, type PhoneOffice, SERVER_SECRET } from './support/phone-office.ts';

const SCRIPT = join(import.meta.dirname, 'support', 'whole-server.ts');
const CALLS = 90;
const AT_ONCE = 12;
const KILLS_AT = [80, 190, 300]; // deliveries acknowledged

type Expected = { status: string; extension: string | null; talkSeconds: number | null; rang: string[]; clientNumber: string };
type Story = { pbxCallId: string; deliveries: Delivery[]; expected: Expected; inbound: boolean };

let office: PhoneOffice;
let folders: string[];
let children: ChildProcess[];
beforeEach(async () => {
  office = await openOffice({ clock: { now: () => new Date(), pass: () => undefined } });
  await office.features({
    autoCreate: { inbound: { enabled: true, create: 'lead', alsoMissed: true } },
    missedCalls: { enabled: true, as: 'task' },
  });
  office.server.ready.value = false; // the processes are on their own
  folders = [await mkdtemp(join(tmpdir(), 'carillon-two-')), await mkdtemp(join(tmpdir(), 'carillon-two-'))];
  children = [];
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await office.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

type Process = { child: ChildProcess; url: string };

/** A server process; the same place twice shares the spool. */
async function startProcess(place: number): Promise<Process> {
  const env = {
    ...process.env,
    DATABASE_URL: office.database.url,
    CARILLON_DATA_DIR: folders[place],
    CARILLON_SECRET: SERVER_SECRET,
    PORT: '0',
  };
  const args = ['--conditions=source', '--import', 'tsx', SCRIPT];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = await once(child.stdout, 'data');
  return { child, url: String(line).trim() };
}

/** The same numbers every time the test runs. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What happens in a call, and what must be known of it afterwards: told by whoever makes the call up, not by our engine. */
function inventCall(n: number, roll: (sides: number) => number): Story {
  const number = String(79_160_000_000 + roll(25) * 7919);
  const clientNumber = `+${number}`;
  const [first = '', second = ''] =
    [
      ['101', '102'],
      ['102', '103'],
      ['103', '101'],
    ][roll(3)] ?? [];
  const nobody = { extension: null, talkSeconds: null, clientNumber };
  if (n % 3 === 0) {
    const call = office.outbound(first, number);
    const isAnswered = roll(2) === 0;
    const end = isAnswered ? call.outEnd({ durationSeconds: 20 + n }) : call.outEnd({ durationSeconds: 0, disposition: 'busy' });
    const deliveries = isAnswered ? [call.outStart(), call.answer(), end] : [call.outStart(), end];
    const words = isAnswered ? { status: 'answered', talkSeconds: 20 + n } : { status: 'busy', talkSeconds: null };
    return { ...call, deliveries, expected: { ...words, extension: first, rang: [first], clientNumber }, inbound: false };
  }
  const call = office.inbound(number);
  switch (roll(4)) {
    case 0: {
      const deliveries = [call.start(), call.internal(first), call.internal(second), call.missed()];
      return { ...call, deliveries, expected: { ...nobody, status: 'missed', rang: [first, second] }, inbound: true };
    }
    case 1:
      return {
        ...call,
        deliveries: [call.start(), call.missed()],
        expected: { ...nobody, status: 'missed', rang: [] },
        inbound: true,
      };
    default: {
      const end = call.end({ internal: second, durationSeconds: 30 + n });
      const deliveries = [call.start(), call.internal(first), call.internal(second), call.answer(second), end];
      const expected = { status: 'answered', extension: second, talkSeconds: 30 + n, rang: [first, second], clientNumber };
      return { ...call, deliveries, expected, inbound: true };
    }
  }
}

/** Every delivery once, and every third twice, in any order. */
function shuffled(stories: readonly Story[], roll: (sides: number) => number): Delivery[] {
  const each = stories.flatMap(({ deliveries }) => deliveries);
  const all = [...each, ...each.filter(() => roll(3) === 0)];
  for (let n = all.length - 1; n > 0; n -= 1) {
    const other = roll(n + 1);
    [all[n], all[other]] = [all[other] as Delivery, all[n] as Delivery]; // both are inside the list
  }
  return all;
}

/** Sends until somebody has taken it, to one process or the other; kills one now and then and starts it again. */
async function deliverAll(deliveries: Delivery[], roll: (sides: number) => number): Promise<number> {
  const processes = await Promise.all([startProcess(0), startProcess(1)]);
  let taken = 0;
  let kills = 0;
  const restarts: Promise<void>[] = [];
  const maybeKill = (): void => {
    if (taken !== KILLS_AT[kills]) return;
    const place = kills % 2;
    kills += 1;
    processes[place]?.child.kill('SIGKILL');
    const restart = async (): Promise<void> => {
      processes[place] = await startProcess(place);
    };
    restarts.push(restart());
  };
  const deliver = async ({ body, headers }: Delivery): Promise<void> => {
    for (let place = roll(2); ; place = 1 - place) {
      const url = `${processes[place]?.url}/zadarma`;
      const status = await fetch(url, { method: 'POST', body, headers }).then(
        async (response) => (await response.text(), response.status),
        () => 0,
      );
      if (status === 200) break;
      expect([0, 503]).toContain(status);
    }
    taken += 1;
    maybeKill();
  };
  const work = async (): Promise<void> => {
    for (let next = deliveries.shift(); next !== undefined; next = deliveries.shift()) await deliver(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await Promise.all(restarts);
  return kills;
}

const count = async (statement: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
  office.within(async (tx) => (await statement.execute(tx)).rows[0]?.n ?? -1);

test('F1 F2 F5 calls thrown at two processes in any order, twice, with kill -9 in between, are what really happened', {
  timeout: 180_000,
}, async () => {
  const roll = dice(42);
  const stories = Array.from({ length: CALLS }, (_, n) => inventCall(n, roll));
  const deliveries = shuffled(stories, roll);
  expect(deliveries.length).toBeGreaterThan(Math.max(...KILLS_AT));
  expect(await deliverAll(deliveries, roll)).toBe(KILLS_AT.length);
  const unfolded = (): Promise<number> => count(sql`select count(*)::int as n from webhook_deliveries where folded_at is null`);
  const ids = stories.map(({ pbxCallId }) => pbxCallId);
  const ended = (): Promise<number> =>
    count(sql`select count(*)::int as n from calls where pbx_call_id = any(${ids}) and not running`);
  await expect.poll(ended, { timeout: 60_000, interval: 500 }).toBe(CALLS); // spooled ones come in, too
  await expect.poll(unfolded, { timeout: 60_000, interval: 500 }).toBe(0);
  office.server.ready.value = true;

  const found = await Promise.all(stories.map(async ({ pbxCallId }) => told(await office.call(pbxCallId))));
  expect(found).toEqual(stories.map(({ expected }) => ({ ...expected, rang: expected.rang.toSorted() })));
  expect(await count(sql`select count(*)::int as n from calls`)).toBe(CALLS);

  const callers = new Set(stories.filter(({ inbound }) => inbound).map(({ expected }) => expected.clientNumber));
  const leads = await office.within(async (tx) => {
    const { rows } = await sql<{ number: string }>`
      select n.e164 as number from clients c join client_numbers n on n.client_id = c.id where c.type = 'lead' order by 1
    `.execute(tx);
    return rows.map(({ number }) => number);
  });
  expect(leads).toEqual([...callers].toSorted());
  const open = sql<{ n: number }>`
    select coalesce(max(n), 0)::int as n from (select count(*) as n from missed_callers where resolved_at is null group by e164) each
  `;
  expect(await count(open)).toBeLessThanOrEqual(1);
});

function told(call: Awaited<ReturnType<PhoneOffice['call']>>): Expected | undefined {
  if (call === undefined) return undefined;
  const { status, extension, talkSeconds, participants, clientNumber } = call;
  const rang = [...new Set(participants.map((participant) => participant.extension))].toSorted();
  return { status, extension, talkSeconds, rang, clientNumber: clientNumber ?? '' };
}
