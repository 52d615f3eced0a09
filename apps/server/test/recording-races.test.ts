import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Archive } from '../src/features/recordings/archive.ts';
import { openArchive } from '../src/features/recordings/open-archive.ts';
import { freshId, type RecordingOffice, recordingOffice } from './support/recording-office.ts';
import { S3_KEYS, type S3Store, s3Store } from './support/s3-store.ts';

let desk: RecordingOffice;
beforeAll(async () => {
  desk = await recordingOffice();
});
afterAll(() => desk.close());

const pass = (seconds: number): void => desk.office.clock.pass(seconds);
const ask = (line: string, body?: unknown) => desk.office.ask(desk.office.company.admin, line, body);
const only = async (callId: string) => (await desk.recordings(callId))[0];
const filesOf = async (callId: string): Promise<string[]> => {
  const { sounds, peaks } = await desk.files();
  return [...sounds, ...peaks].filter((name) => name.includes(callId));
};
/** The archive of the desk, with something that happens while a sound is put there. */
const meanwhile = (work: () => Promise<void>): Archive => ({
  ...desk.deps.archive,
  put: async (key, file) => {
    await desk.deps.archive.put(key, file);
    if (!key.endsWith('.json')) await work();
  },
});

test('5.5 a slow archive: whoever is at it for many minutes is not taken for dead, and the sound is put there once', async () => {
  const { callId } = await desk.talk();
  pass(45);
  const claimedUntil = async (): Promise<number> => {
    const { rows } = await desk.office.within((tx) =>
      sql<{ until: Date }>`select claimed_until as until from call_recordings where call_id = ${callId}`.execute(tx),
    );
    return +(rows[0]?.until ?? 0);
  };
  let others = 0;
  const slow = meanwhile(async () => {
    for (let minutes = 0; minutes < 5; minutes += 1) {
      pass(100);
      vi.advanceTimersByTime(30_000);
      await expect.poll(claimedUntil).toBeGreaterThan(+desk.deps.now() + 100_000);
      await desk.fetch({ archive: meanwhile(async () => void (others += 1)) }); // a second server looks for work
    }
  });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await desk.fetch({ archive: slow });
  } finally {
    vi.useRealTimers();
  }
  expect([others, await only(callId)]).toMatchObject([0, { state: 'ready' }]);
  expect(await filesOf(callId)).toHaveLength(2);
});

test('5.5 a server that hung, and fails when another has long taken over, says nothing of the other’s attempt', async () => {
  const { callId } = await desk.talk();
  pass(45);
  let [hung, fail]: (() => void)[] = [];
  const isHung = new Promise<void>((resolve) => (hung = resolve));
  const failing = new Promise<void>((resolve) => (fail = resolve));
  const put = async () => {
    hung?.();
    await failing;
    throw new Error('The store is away.');
  };
  const first = desk.fetch({ archive: { ...desk.deps.archive, put } });
  await isHung;
  pass(150);
  let between: unknown;
  await desk.fetch({
    archive: meanwhile(async () => {
      fail?.();
      await first;
      const { rows } = await desk.office.within((tx) =>
        sql`select state, reason, attempts, claim is not null as claimed from call_recordings where call_id = ${callId}`.execute(
          tx,
        ),
      );
      [between] = rows;
    }),
  });
  expect(between).toEqual({ state: 'preparing', reason: null, attempts: 0, claimed: true });
  expect(await only(callId)).toMatchObject({ state: 'ready' });
});

test('5.10 "do not keep", said while the recording comes: it is not kept', async () => {
  const number = '+79217771001';
  const id = await desk.office.contact({ name: 'Vera', phones: [number] });
  const { callId } = await desk.talk({ callerId: number });
  pass(45);
  await desk.fetch({
    archive: meanwhile(async () => void (await ask(`PUT /clients/contact/${id}/recording`, { doNotKeep: true }))),
  });
  expect(await only(callId)).toMatchObject({ state: 'unavailable', reason: 'not-kept' });
  expect(await filesOf(callId)).toEqual([]);
  await desk.erase();
  expect(await filesOf(callId)).toEqual([]);
});

/** The server is killed when the sound lies in the archive, and nobody has said so yet. */
async function killedWhileStoring(more: Parameters<RecordingOffice['talk']>[0] = {}) {
  const talk = await desk.talk(more);
  pass(45);
  await desk.fetch({ archive: meanwhile(() => Promise.reject(new Error('The server was killed.'))), db: desk.deps.db });
  await desk.office.within((tx) =>
    sql`update call_recordings set due_at = ${new Date(+desk.deps.now() + 10 ** 9)} where call_id = ${talk.callId} and state = 'preparing'`.execute(
      tx,
    ),
  );
  expect(await filesOf(talk.callId)).toHaveLength(2);
  return talk;
}

test('5.10 killed between storing and saying so, then deleted: no sound without an owner is left', async () => {
  const { callId } = await killedWhileStoring();
  expect((await ask(`DELETE /calls/${callId}/recordings/1`)).status).toBe(204);
  await desk.erase();
  expect(await filesOf(callId)).toEqual([]);
});

test('5.10 killed between storing and saying so, never got again, and too old in the end: erased', async () => {
  const { callId } = await killedWhileStoring();
  await desk.office.within((tx) =>
    sql`update call_recordings set state = 'unavailable', reason = 'storage-failed', due_at = null where call_id = ${callId}`.execute(
      tx,
    ),
  );
  await desk.erase();
  expect(await filesOf(callId)).toHaveLength(2); // it may still be asked for again
  await ask('PATCH /telephony/recordings', { retentionDays: 30 });
  pass(31 * 86_400);
  await desk.erase();
  expect(await filesOf(callId)).toEqual([]);
  await ask('PATCH /telephony/recordings', { retentionDays: 365 });
});

test('F11 5.6 a leg whose recording is being stored when its conversation becomes known: one file, at its place', async () => {
  const call = desk.office.inbound();
  const leg = desk.office.outbound('101', '+79037654321', { callerId: '+79161234567' });
  const id = freshId();
  desk.cloud.recordings.add({
    callId: id,
    pbxCallId: leg.pbxCallId,
    extension: '101',
    startedAt: new Date(),
    seconds: 2,
    availableAt: new Date(0),
  });
  await desk.office.play([leg.outStart(), leg.answer(), leg.outEnd({ callIdWithRec: id })], 0.2);
  await desk.office.settle();
  const legId = (await desk.office.call(leg.pbxCallId))?.id ?? '';
  await desk.office.within((tx) =>
    sql`update call_recordings set due_at = ${desk.deps.now()} where call_id = ${legId}`.execute(tx),
  );
  await desk.fetch({
    archive: meanwhile(async () => {
      await desk.office.play([call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })], 0.2);
      await desk.office.settle();
    }),
  });
  const callId = (await desk.office.call(call.pbxCallId))?.id ?? '';
  expect((await desk.office.call(leg.pbxCallId))?.linkedCallId).toBe(callId);
  pass(150);
  await desk.fetch();
  expect(await desk.recordings(callId)).toMatchObject([{ n: 1, state: 'ready' }]);
  expect([await filesOf(legId), (await filesOf(callId)).length]).toEqual([[], 2]);
});

test('5.6 an id that had lost its last zeros in the statistics is the same recording when RECORD tells it whole', async () => {
  const whole = `${freshId()}0`;
  const { callId, pbxCallId } = await desk.talk({ recordings: [], inCloud: false });
  await desk.office.within((tx) =>
    sql`
      insert into call_recordings (workspace_id, call_id, n, provider_id, started_at, due_at)
      values (${desk.office.company.workspaceId}, ${callId}, 1, ${whole.slice(0, -1)}, ${desk.deps.now()}, ${desk.deps.now()})
      on conflict (workspace_id, call_id, n) do update set provider_id = excluded.provider_id
    `.execute(tx),
  );
  desk.cloud.recordings.add({
    callId: whole,
    pbxCallId,
    extension: '101',
    startedAt: new Date(),
    seconds: 2,
    availableAt: new Date(0),
  });
  for (let told = 0; told < 2; told += 1) {
    await desk.office.post(desk.office.inbound('+79160000000', { pbxCallId }).record(whole));
    await desk.office.settle();
    pass(60);
  }
  await desk.fetch();
  expect(await desk.recordings(callId)).toMatchObject([{ n: 1, state: 'ready' }]);
  const { rows } = await desk.office.within((tx) =>
    sql<{ id: string }>`select provider_id as id from call_recordings where call_id = ${callId}`.execute(tx),
  );
  expect(rows).toEqual([{ id: whole }]);
});

test('5.6 a recording without a name, and another one told while it comes: both are there, each under its own name', async () => {
  const [first, second] = [freshId(), freshId()];
  const call = desk.office.inbound('+79217771007');
  const store = (callId: string, seconds: number) =>
    desk.cloud.recordings.add({
      callId,
      pbxCallId: call.pbxCallId,
      extension: '101',
      startedAt: new Date(),
      seconds,
      availableAt: new Date(0),
    });
  store(first, 2);
  await desk.office.play([
    call.start(),
    call.internal('101'),
    call.answer('101'),
    call.end({ internal: '101', callIdWithRec: '' }),
  ]);
  await desk.office.settle();
  const callId = (await desk.office.call(call.pbxCallId))?.id ?? '';
  pass(45);
  let told = false;
  await desk.fetch({
    archive: meanwhile(async () => {
      if (told) return;
      told = true;
      store(second, 4);
      await desk.office.post(call.record(second));
      await desk.office.settle();
    }),
  });
  await desk.office.post(call.record(first));
  await desk.office.settle();
  pass(60);
  await desk.fetch();
  const { rows } = await desk.office.within((tx) =>
    sql`select provider_id as id, seconds, state from call_recordings where call_id = ${callId} order by n`.execute(tx),
  );
  expect(rows).toEqual([
    { id: first, seconds: 2, state: 'ready' },
    { id: second, seconds: 4, state: 'ready' },
  ]);
});

test('5.5 a link that has died meanwhile is asked for anew at once, and costs no attempt', async () => {
  const { callId } = await desk.talk();
  pass(45);
  let links = 0;
  desk.cloud.behaviour.downloadFault = 'gone';
  const clients: typeof desk.deps.clients = {
    ...desk.deps.clients,
    clientFor: (...of) => {
      const client = desk.deps.clients.clientFor(...of);
      const requestRecording: typeof client.requestRecording = (wanted) => {
        links += 1;
        if (links === 2) desk.cloud.behaviour.downloadFault = 'none';
        return client.requestRecording(wanted);
      };
      return { ...client, requestRecording };
    },
  };
  await desk.fetch({ clients });
  desk.cloud.behaviour.downloadFault = 'none';
  expect([links, await only(callId)]).toMatchObject([2, { state: 'ready' }]);
});

test('5.5 S3 that breaks off while a recording is put or given: tried again, and never half of it for a whole', async () => {
  const store: S3Store = await s3Store();
  const bucket = { kind: 's3', bucket: 'calls', prefix: '', endpoint: store.url, region: 'ru-1', credentials: S3_KEYS } as const;
  const archive = openArchive({ recordings: bucket, dataDir: join(desk.folder, '.incoming') });
  const { callId } = await desk.talk({ seconds: 60 });
  pass(45);
  store.weather = 'breaks-putting';
  await desk.fetch({ archive });
  expect(await only(callId)).toMatchObject({ state: 'preparing', reason: 'storage-failed' });
  expect(store.objects.size).toBe(0);
  store.weather = 'fair';
  pass(60);
  await desk.fetch({ archive });
  expect(await only(callId)).toMatchObject({ state: 'ready', seconds: 60 });
  store.weather = 'breaks-giving';
  const [key = ''] = [...store.objects.keys()]
    .filter((name) => !name.endsWith('.json'))
    .map((name) => name.replace('/calls/', ''));
  const given = await archive.open(key);
  await expect(given.toArray()).rejects.toThrow();
  await store.close();
});
