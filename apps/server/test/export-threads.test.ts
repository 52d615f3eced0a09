import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import type { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isDatabaseAway } from '../src/errors.ts';
import { openExport } from '../src/features/exports/open-export.ts';
import { runExport } from '../src/features/exports/run-export.ts';
import { addJob } from '../src/jobs/enqueue-job.ts';
import type { JobKey } from '../src/jobs/job-store.ts';
import { type Gate, openGate } from './support/gate.ts';
import { openOffice, type PhoneOffice } from './support/phone-office.ts';

const ROWS = 2500; // more than two pieces
const FILTER = { to: '2026-03-02T00:00:00Z' };

let office: PhoneOffice;
let gate: Gate;
let threads: Worker[] = [];
let meanwhile: ((thread: Worker) => void) | undefined;
const seen = (thread: Worker): void => {
  threads.push(thread);
  meanwhile?.(thread);
};

beforeAll(async () => {
  office = await openOffice();
  gate = await openGate(office.database);
  process.on('worker', seen);
  const { workspaceId, connectionId } = office.company;
  await office.within((tx) =>
    sql`insert into calls (workspace_id, connection_id, id, pbx_call_id, direction, status, running, confirmed, client_number, started_at)
      select ${workspaceId}, ${connectionId}, gen_random_uuid(), 'filled-' || n, 'inbound', 'answered', false, true,
        '+7916' || lpad(n::text, 7, '0'), '2026-03-01T21:30:00Z'::timestamptz - n * interval '1 minute'
      from generate_series(1, ${ROWS}) n`.execute(tx),
  );
});
afterEach(() => {
  threads = [];
  meanwhile = undefined;
});
afterAll(async () => {
  process.off('worker', seen);
  await office.close();
  await gate.close();
});

/** A job of a kind that no queue works on. */
async function newJob(): Promise<JobKey> {
  const { workspaceId, admin } = office.company;
  const payload = { filter: FILTER, timezone: 'UTC', language: 'en', format: 'csv', place: null };
  const job = { workspaceId, kind: 'export-by-hand', payload, by: admin.id, at: office.clock.now() };
  return { workspaceId, id: await office.within((tx) => addJob(tx, job)) };
}

const run = (job: JobKey, signal?: AbortSignal): Promise<void> =>
  runExport({ db: office.database.db, connection: gate.connection, now: office.clock.now }, job, signal);

const state = async ({ id }: JobKey) => (await office.ask(office.company.admin, `GET /jobs/${id}`)).body;

/** Each row once, in their order. */
async function expectWholeFile(job: JobKey): Promise<void> {
  expect(await state(job)).toMatchObject({ state: 'done', done: ROWS, total: ROWS });
  const opened = { ...job, format: 'csv', language: 'en', rows: ROWS, madeAt: office.clock.now() } as const;
  const numbers = (await text(openExport(office.database.db, opened))).match(/\+7916\d{7}/g) ?? [];
  expect(numbers).toHaveLength(ROWS);
  expect(numbers).toEqual([...new Set(numbers)].toSorted());
}

const afterFirstPiece = (act: (thread: Worker) => void): void => {
  meanwhile = (thread) => {
    meanwhile = undefined;
    thread.once('message', () => act(thread));
  };
};

/** Of the threads of this process; null of one that ends meanwhile. */
function niceness(): Record<string, number | null> {
  return Object.fromEntries(readdirSync('/proc/self/task').map((thread) => [thread, niceOf(`/proc/self/task/${thread}/stat`)]));
}

function niceOf(stat: string): number | null {
  try {
    return Number(readFileSync(stat, 'utf8').replace(/^.*\)/s, '').split(' ')[17]);
  } catch {
    return null;
  }
}

test('5.7 an export whose thread dies in the middle is finished by another, no row lost or twice', async () => {
  const job = await newJob();
  let nice: Record<string, number | null> = {};
  afterFirstPiece((thread) => {
    if (process.platform === 'linux') nice = niceness();
    void thread.terminate();
  });
  await run(job);
  expect(threads).toHaveLength(2);
  if (process.platform !== 'linux') return expectWholeFile(job);
  expect(nice[process.pid]).toBe(getPriority()); // who writes a file gives way, and nobody else
  expect(Object.values(nice)).toContain(10);
  await expectWholeFile(job);
});

test('5.7 threads that die whatever they are asked for end the job as failed, not for ever', async () => {
  const job = await newJob();
  meanwhile = (thread) => void thread.terminate();
  await expect(run(job)).rejects.toThrow('die');
  expect(threads.length).toBeLessThan(6);
});

test('5.7 a server that stops leaves its export where it stood, and the next one goes on from there', async () => {
  const job = await newJob();
  const stopping = new AbortController();
  afterFirstPiece(() => stopping.abort());
  await run(job, stopping.signal);
  expect(threads.map(({ threadId }) => threadId)).toEqual([-1]); // ended
  const left = await state(job);
  expect(left).toMatchObject({ state: 'running', total: ROWS });
  expect(left.done).toBeGreaterThan(0);
  expect(left.done).toBeLessThan(ROWS);
  await run(job);
  await expectWholeFile(job);
});

test('5.7 a database that goes away in the middle is told to the queue as such, and the export goes on when it is back', async () => {
  const job = await newJob();
  afterFirstPiece(() => gate.shut());
  const failed = await run(job).catch((error: unknown) => error);
  expect(isDatabaseAway(failed)).toBe(true);
  expect(await state(job)).toMatchObject({ state: 'running' });
  gate.open();
  await run(job);
  await expectWholeFile(job);
});

test('5.7 of many exports at once no more than two are written at a time, all are in the end', async () => {
  const { admin } = office.company;
  let most = 0;
  meanwhile = () => {
    most = Math.max(most, threads.filter(({ threadId }) => threadId !== -1).length);
  };
  const asked = await Promise.all(
    Array.from({ length: 4 }, () => office.ask(admin, 'POST /exports', { kind: 'calls', filter: FILTER })),
  );
  for (const { body } of asked) await expect.poll(async () => (await state(body)).state, { timeout: 60_000 }).toBe('done');
  for (const { body } of asked) await expectWholeFile({ workspaceId: office.company.workspaceId, id: body.id });
  expect(threads).toHaveLength(4);
  expect(most).toBeLessThanOrEqual(2);
});
