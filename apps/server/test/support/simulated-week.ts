import { type CallView, Cloud, playDay, type Posting, type StatisticsRow, virtualClock } from '@carillon/simulator';
import { sql } from 'kysely';
import { DID, openOffice, PBX_SECRET, type PhoneOffice } from './phone-office.ts';

const MONDAY_MORNING = new Date('2026-03-16T06:00:00.000Z'); // nine in Moscow
const DAY_MS = 24 * 3_600_000;
const TALK_SECONDS = 10; // 9.5: less is no talk

export type WeekPlan = { calls: number; seed: string };
type Counted = { expected: number; found: number };

/** What a week left behind, each beside what the cloud says must be there. */
export type WeekFigures = {
  calls: number;
  notifications: number;
  leads: Counted;
  openReminders: Counted;
  /** Numbers that more than one client has. */
  duplicates: number;
  /** Calls whose journal row differs from the cloud's statistics, a few told in words. */
  differences: string[];
  seconds: number;
};

/** Seven days of calls through a network that delays, repeats and reorders but loses nothing, with every feature on. */
export async function playWeek({ calls, seed }: WeekPlan): Promise<WeekFigures> {
  const began = performance.now();
  const clock = virtualClock(MONDAY_MORNING);
  const office = await openOffice({ clock: { now: () => clock.now(), pass: () => undefined } });
  try {
    const people = Array.from({ length: Math.max(20, Math.round(calls / 3.5)) }, (_, n) => String(79_160_000_000 + n * 7919));
    const known = people.filter((_, n) => n % 4 === 0);
    for (const [n, number] of known.entries())
      await office.contact({ name: `Client ${n}`, phones: [`+${number}`], responsibleId: office.company.ring['101']?.id });
    await switchEverythingOn(office);
    const cloud = cloudOf(office, { clock, seed });
    for (let day = 0; day < 7; day += 1)
      clock.schedule(day * DAY_MS, () => playDay(cloud, { calls: Math.round(calls / 7), seed: `${seed}/${day}`, people }));
    await clock.run();
    await office.settle();
    return await figuresOf({ office, cloud, known: new Set(known), began });
  } finally {
    await office.close();
  }
}

async function switchEverythingOn(office: PhoneOffice): Promise<void> {
  await office.ask(office.company.admin, 'PATCH /telephony/settings', { defaultResponsibleId: office.company.ring['102']?.id });
  await office.features({
    autoCreate: { inbound: { enabled: true, create: 'lead', alsoMissed: true } },
    routeToResponsible: { enabled: true, respectHours: false },
    callerName: { enabled: true },
    missedCalls: { enabled: true, as: 'task' },
    blacklist: { enabled: true },
  });
}

function cloudOf(office: PhoneOffice, { clock, seed }: { clock: ReturnType<typeof virtualClock>; seed: string }): Cloud {
  const post = async ({ body, headers }: Posting) => {
    const { status, text } = await office.post({ body, headers });
    await office.server.traffic.settle(); // time stands still until it is folded: effects must see the moment of their cause
    return { status, body: text };
  };
  const extensions = ['101', '102', '103'].map((number) => ({ number, name: `Agent ${number}`, online: true }));
  const cloud = new Cloud({
    clock,
    seed,
    secret: PBX_SECRET,
    account: { timezone: 'Europe/Moscow', numbers: [{ number: DID, description: 'Main' }], extensions },
    faults: { delay: 0.05, repeat: 0.05, reorder: 0.05 },
    outside: { post, get: async () => ({ status: 200, body: '' }) },
  });
  cloud.settings.callUrl = 'http://carillon.test/zadarma';
  return cloud;
}

type Evidence = { office: PhoneOffice; cloud: Cloud; known: ReadonlySet<string>; began: number };

async function figuresOf({ office, cloud, known, began }: Evidence): Promise<WeekFigures> {
  const clientCalls = cloud.calls().filter(({ kind }) => kind === 'inbound' || kind === 'dialled' || kind === 'callback');
  const callers = new Set(clientCalls.filter(({ kind }) => kind === 'inbound').map(({ from }) => from));
  const count = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
    office.within(async (tx) => (await query.execute(tx)).rows[0]?.n ?? 0);
  return {
    calls: clientCalls.length,
    notifications: cloud.wire().length,
    leads: {
      expected: [...callers].filter((number) => !known.has(number)).length,
      found: await count(sql`select count(*)::int as n from clients where type = 'lead' and automatic and archived_at is null`),
    },
    openReminders: { expected: waitingCallers(clientCalls).length, found: await openReminders(office) },
    duplicates: await count(
      sql`select count(*)::int as n from (select e164 from client_numbers group by e164 having count(*) > 1) several`,
    ),
    differences: await differencesOf(office, cloud, clientCalls),
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

/** Everybody whom nobody talked to after they were last missed: the oracle of requirement 9, told by the cloud alone. */
function waitingCallers(calls: readonly CallView[]): string[] {
  const talked = new Map<string, number>();
  const missed = new Map<string, number>();
  for (const call of calls) {
    const number = call.kind === 'inbound' ? call.from : call.to;
    const at = +(call.endedAt ?? 0);
    const later = (map: Map<string, number>): void => void map.set(number, Math.max(map.get(number) ?? 0, at));
    if (call.ending?.disposition === 'answered' && call.talkSeconds >= TALK_SECONDS) later(talked);
    else if (call.kind === 'inbound' && call.ending?.disposition !== 'answered') later(missed);
  }
  return [...missed].filter(([number, at]) => at > (talked.get(number) ?? 0)).map(([number]) => number);
}

async function openReminders(office: PhoneOffice): Promise<number> {
  let open = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, text, body } = await office.ask(office.company.admin, `GET /missed-calls?open=true&limit=200${after}`);
    if (status !== 200) throw new Error(text);
    open += body.items.length;
    cursor = body.nextCursor;
  }
  return open;
}

type JournalRow = {
  id: string;
  direction: string;
  disposition: string | null;
  seconds: number | null;
  extension: string | null;
  recordings: number;
};

/** "Equal to the cloud" as the house defines it: ids, direction, result, talk seconds, extension, recordings. */
export async function differencesOf(office: PhoneOffice, cloud: Cloud, calls: readonly CallView[]): Promise<string[]> {
  const rows = await office.within(async (tx) => {
    const { rows: all } = await sql<JournalRow>`
      select pbx_call_id as id, direction, disposition, talk_seconds as seconds, extension, jsonb_array_length(recordings) as recordings
      from calls where confirmed and direction <> 'internal' and linked_call_id is null
    `.execute(tx);
    return new Map(all.map((row) => [row.id, row]));
  });
  const told: string[] = [];
  const legs = new Map<string, StatisticsRow[]>();
  for (const leg of cloud.statistics()) legs.set(leg.pbxCallId, [...(legs.get(leg.pbxCallId) ?? []), leg]);
  for (const call of calls) {
    const row = rows.get(call.id);
    rows.delete(call.id);
    const fault = row === undefined ? 'is missing' : disagreement(row, legs.get(call.id) ?? []);
    if (fault !== null) told.push(`${call.id} ${fault}`);
  }
  for (const id of rows.keys()) told.push(`${id} is in the journal alone`);
  return told;
}

function disagreement(row: JournalRow, legs: readonly StatisticsRow[]): string | null {
  const seconds = legs.reduce((sum, leg) => sum + leg.seconds, 0);
  const answered = legs.some(({ disposition }) => disposition === 'answered');
  const recordings = legs.filter(({ recorded }) => recorded).length;
  const direction = row.id.startsWith('in_') ? 'inbound' : 'outbound';
  if (row.direction !== direction) return `is ${row.direction}`;
  if ((row.disposition === 'answered') !== answered) return `ended ${row.disposition}, answered in the cloud: ${answered}`;
  if ((row.seconds ?? 0) !== seconds) return `lasted ${row.seconds} s, in the cloud ${seconds}`;
  if (row.recordings !== recordings) return `has ${row.recordings} recordings, in the cloud ${recordings}`;
  const last = legs.findLast(({ disposition }) => disposition === 'answered') ?? legs.at(-1);
  if (answered && row.extension !== (last?.extension ?? null))
    return `went to ${row.extension}, in the cloud to ${last?.extension}`;
  return null;
}
