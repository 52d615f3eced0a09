import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from './support/phone-office.ts';
import { type RecordingOffice, recordingOffice, type Talk } from './support/recording-office.ts';

let desk: RecordingOffice;
let admin: Person;
let [own, other]: Person[] = [];
let talk: Talk;
let path: string;
let whole: Buffer;

beforeAll(async () => {
  desk = await recordingOffice();
  ({ admin } = desk.office.company);
  own = desk.office.company.ring['101'];
  other = desk.office.company.ring['103'];
  talk = await ready({ seconds: 20 });
  path = `/api/v1/calls/${talk.callId}/recordings/1`;
  whole = (await get(admin)).rawPayload;
});
afterAll(() => desk.close());

async function ready(more: Parameters<RecordingOffice['talk']>[0] = {}): Promise<Talk> {
  const made = await desk.talk(more);
  desk.office.clock.pass(45);
  await desk.fetch();
  return made;
}
const get = (by: Person | undefined, headers: Record<string, string> = {}, url = path) =>
  desk.office.server.app.inject({
    method: 'GET',
    url,
    headers: { ...(by ? { authorization: `Bearer ${by.token}` } : {}), ...headers },
  });
const ask = (by: Person | undefined, line: string, body?: unknown) => desk.office.ask(by ?? null, line, body);
const audited = async (action: string): Promise<{ userId: string | null; about: Record<string, unknown> }[]> =>
  (await ask(admin, 'GET /audit?limit=200')).body.items.filter((entry: { action: string }) => entry.action === action);

describe('5.5 playing', () => {
  test('5.5 the whole: a type, a length, ranges offered, nothing for caches of others, no word of the provider', async () => {
    const { statusCode, headers, rawPayload } = await get(own);
    expect([statusCode, rawPayload.length]).toEqual([200, Number(headers['content-length'])]);
    expect(headers).toMatchObject({
      'content-type': 'audio/mpeg',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    });
    expect(String(headers['content-disposition'])).toMatch(/^inline; filename="call-2026-03-16-09-\d\d-1\.mp3"$/);
    expect(JSON.stringify(headers)).not.toMatch(/127\.0\.0\.1|record\/download/);
  });

  test.each([
    ['bytes=0-', 0, undefined],
    ['bytes=100-199', 100, 200],
    ['bytes=100-99999999', 100, undefined],
    ['bytes=-500', -500, undefined],
  ])('5.5 of %s exactly that', async (range, from, to) => {
    const { statusCode, headers, rawPayload } = await get(own, { range });
    const part = whole.subarray(from, to);
    const start = from < 0 ? whole.length + from : from;
    expect([statusCode, Number(headers['content-length'])]).toEqual([206, part.length]);
    expect(headers['content-range']).toBe(`bytes ${start}-${start + part.length - 1}/${whole.length}`);
    expect(rawPayload.equals(part)).toBe(true);
  });

  test('5.5 beyond the end there is nothing; what is no range gives the whole; a changed file is not patched together', async () => {
    const beyond = await get(own, { range: `bytes=${whole.length}-` });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${whole.length}`]);
    expect((await get(own, { range: 'bytes=-0' })).statusCode).toBe(416);
    for (const range of ['bytes=5-2', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,5-6', 'bytes=-']) {
      const { statusCode, rawPayload } = await get(own, { range });
      expect([range, statusCode, rawPayload.length]).toEqual([range, 200, whole.length]);
    }
    const { etag } = (await get(own)).headers;
    expect((await get(own, { range: 'bytes=0-9', 'if-range': String(etag) })).statusCode).toBe(206);
    expect((await get(own, { range: 'bytes=0-9', 'if-range': '"another"' })).statusCode).toBe(200);
  });

  test('5.5 over a real connection, a player that leaves in the middle breaks nothing', async () => {
    const url = `${await desk.office.server.url()}${path}`;
    for (let i = 0; i < 5; i += 1) {
      const leaving = new AbortController();
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${admin.token}`, range: `bytes=${i * 10}-` },
        signal: leaving.signal,
      });
      await answer.body?.getReader().read();
      leaving.abort();
    }
    const again = await fetch(url, { headers: { authorization: `Bearer ${admin.token}` } });
    expect(Buffer.from(await again.arrayBuffer()).equals(whole)).toBe(true);
  });

  test('5.5 the waveform: few numbers between 0 and 1, and the length of the sound', async () => {
    const { status, body } = await ask(own, `GET /calls/${talk.callId}/recordings/1/peaks`);
    expect(status).toBe(200);
    expect(body.seconds).toBeCloseTo(20, 0);
    expect(body.peaks.length).toBeGreaterThan(400);
    expect(body.peaks.length).toBeLessThanOrEqual(1000);
    expect(Math.max(...body.peaks)).toBeGreaterThan(0.1);
    expect(body.peaks.every((peak: number) => peak >= 0 && peak <= 1)).toBe(true);
  });
});

describe('5.10 who hears', () => {
  test('5.10 agents their own calls and those of their clients, supervisors and administrators all, nobody without a sign-in', async () => {
    const number = '+79217770001';
    const client = await desk.office.contact({ name: 'Ivan', phones: [number], responsibleId: own?.id });
    const theirs = await ready({ callerId: number });
    const line = `/api/v1/calls/${theirs.callId}/recordings/1`;
    expect((await get(other, {}, line)).statusCode).toBe(403);
    expect((await get(other, {}, `${line}/peaks`)).statusCode).toBe(403);
    expect((await get(undefined, {}, line)).statusCode).toBe(401);
    await ask(admin, `PATCH /contacts/${client}`, { responsibleId: other?.id });
    expect((await get(other, {}, line)).statusCode).toBe(200);
    expect((await get(own, {}, line)).statusCode).toBe(200);
    expect((await get(admin, {}, line)).statusCode).toBe(200);
  });

  test("5.10 another company's recording is not there, nor is one that a call has not", async () => {
    const stranger = await desk.office.addCompany('stranger');
    const lines = ['', '/peaks'].map((end) => `${path}${end}`);
    for (const url of lines) expect((await get(stranger.admin, {}, url)).statusCode).toBe(404);
    const unasked = ['POST', 'DELETE'].map(
      (method) => `${method} /calls/${talk.callId}/recordings/1${method === 'POST' ? '/retry' : ''}`,
    );
    for (const line of [...unasked, `GET /calls/${talk.callId}/recordings`])
      expect((await ask(stranger.admin, line)).status).toBe(404);
    expect((await get(admin, {}, path.replace(/1$/, '2'))).statusCode).toBe(404);
    expect((await get(admin, {}, path.replace(/1$/, '0'))).statusCode).toBe(422);
  });

  test('5.10 saving as a file is a right of its own; the page is told beforehand', async () => {
    const may = async (by: Person | undefined) => (await desk.recordings(talk.callId, by))[0]?.may;
    expect(await may(own)).toEqual({ listen: true, download: false, delete: false, retry: false, transcribe: false });
    expect((await get(own, {}, `${path}?download=1`)).statusCode).toBe(403);
    expect((await ask(admin, 'PATCH /telephony/recordings', { downloadBy: 'everybody' })).status).toBe(200);
    const saved = await get(own, {}, `${path}?download=1`);
    expect(String(saved.headers['content-disposition'])).toMatch(/^attachment; /);
    expect(await may(own)).toMatchObject({ download: true });
    expect(await may(other)).toEqual({ listen: false, download: false, delete: false, retry: false, transcribe: false });
    expect(await audited('recording.downloaded')).toMatchObject([{ userId: own?.id, about: { callId: talk.callId, n: 1 } }]);
  });

  test('5.10 listening is audited: once an hour for a person and a sound, however many pieces, from wherever they begin', async () => {
    const quiet = await ready();
    const line = `/api/v1/calls/${quiet.callId}/recordings/1`;
    await Promise.all(['bytes=50-', 'bytes=60-', 'bytes=0-'].map((range) => get(own, { range }, line)));
    const heard = async () => (await audited('recording.heard')).filter(({ about }) => about['callId'] === quiet.callId);
    expect(await heard()).toMatchObject([{ userId: own?.id, about: { n: 1 } }]);
    await get(admin, {}, line);
    desk.office.clock.pass(3600);
    await get(own, {}, line);
    expect((await heard()).map(({ userId }) => userId)).toEqual([own?.id, admin.id, own?.id]);
  });
});

describe('5.10 what is not kept', () => {
  test('5.10 deleted by right: gone from the archive, audited once, and nothing brings it back', async () => {
    const made = await ready();
    const line = `DELETE /calls/${made.callId}/recordings/1`;
    expect((await ask(own, line)).status).toBe(403);
    expect((await ask(admin, line)).status).toBe(204);
    expect((await ask(admin, line)).status).toBe(204);
    expect((await get(admin, {}, `/api/v1/calls/${made.callId}/recordings/1`)).statusCode).toBe(404);
    await desk.erase();
    const { sounds, peaks } = await desk.files();
    expect([...sounds, ...peaks].filter((name) => name.includes(made.callId))).toEqual([]);
    expect((await audited('recording.deleted')).filter(({ about }) => about['callId'] === made.callId)).toHaveLength(1);
    await desk.office.post(desk.office.inbound('+79160000000', { pbxCallId: made.pbxCallId }).record(made.ids[0] ?? ''));
    await desk.office.settle();
    expect((await ask(admin, `POST /calls/${made.callId}/recordings/1/retry`)).status).toBe(409);
    desk.office.clock.pass(60);
    await desk.fetch();
    expect(await desk.recordings(made.callId)).toMatchObject([{ n: 1, state: 'unavailable', reason: 'deleted' }]);
  });

  test('5.10 deleted while it comes: it is never heard', async () => {
    const made = await desk.talk();
    desk.office.clock.pass(45);
    await desk.fetch({
      archive: {
        ...desk.deps.archive,
        put: async (key, file) => {
          await desk.deps.archive.put(key, file);
          await ask(admin, `DELETE /calls/${made.callId}/recordings/1`);
        },
      },
    });
    const { sounds, peaks } = await desk.files();
    expect([...sounds, ...peaks].filter((name) => name.includes(made.callId))).toEqual([]);
    expect(await desk.recordings(made.callId)).toMatchObject([{ state: 'unavailable', reason: 'deleted' }]);
  });

  test('5.10 a client who is not kept: nothing is fetched, what is there goes when asked, also after a merge of leads', async () => {
    const number = '+79217770002';
    const id = await desk.office.contact({ name: 'Olga', phones: [number] });
    const before = await ready({ callerId: number });
    const line = `/clients/contact/${id}/recording`;
    expect((await ask(own, `PUT ${line}`, { doNotKeep: true })).status).toBe(403);
    expect((await ask(admin, `PUT /clients/lead/${id}/recording`, { doNotKeep: true })).status).toBe(404);
    expect((await ask(admin, `PUT ${line}`, { doNotKeep: true })).body).toEqual({ doNotKeep: true });
    expect((await ask(own, `GET ${line}`)).body).toEqual({ doNotKeep: true });
    const after = await ready({ callerId: number });
    expect(await desk.recordings(after.callId)).toMatchObject([
      { state: 'unavailable', reason: 'not-kept', may: { retry: false } },
    ]);
    expect(await desk.recordings(before.callId)).toMatchObject([{ state: 'ready' }]);
    await ask(admin, `PUT ${line}`, { doNotKeep: true, eraseStored: true });
    await desk.erase();
    expect(await desk.recordings(before.callId)).toMatchObject([{ state: 'unavailable', reason: 'not-kept' }]);
    const { sounds } = await desk.files();
    expect(sounds.filter((name) => name.includes(before.callId) || name.includes(after.callId))).toEqual([]);
    await ask(admin, `PUT ${line}`, { doNotKeep: false });
    const again = await ready({ callerId: number });
    expect(await desk.recordings(again.callId)).toMatchObject([{ state: 'ready' }]);
  });

  test('5.10 a lead that is not kept stays so as the contact it becomes', async () => {
    const number = '+79217770003';
    const lead = (await ask(admin, 'POST /leads', { name: 'Pyotr', phones: [{ number }] })).body.id;
    await ask(admin, `PUT /clients/lead/${lead}/recording`, { doNotKeep: true });
    const { contactId } = (await ask(admin, `POST /leads/${lead}/conversion`, {})).body;
    expect((await ask(admin, `GET /clients/contact/${contactId}/recording`)).body).toEqual({ doNotKeep: true });
  });

  test('5.10 settings: for administrators, supervisors read; a retention of nothing is refused; a forecast of the disk', async () => {
    expect((await ask(own, 'GET /telephony/recordings')).status).toBe(403);
    expect((await ask(own, 'PATCH /telephony/recordings', { retentionDays: 1 })).status).toBe(403);
    for (const wrong of [{ retentionDays: 0 }, { retentionDays: 1.5 }, { downloadBy: 'nobody' }])
      expect((await ask(admin, 'PATCH /telephony/recordings', wrong)).status).toBe(422);
    const { disk, retentionDays } = (await ask(admin, 'GET /telephony/recordings')).body;
    expect(retentionDays).toBe(365);
    expect(disk).toMatchObject({ freeBytes: 10 ** 12, fullInDays: null, waiting: false });
    expect(disk.bytes).toBeGreaterThan(0);
    expect(disk.forecastBytes).toBe(disk.bytesPerDay * 365);
    desk.free.bytes = 3 * 10 ** 8;
    await ask(admin, 'PATCH /telephony/recordings', { retentionDays: 3650 });
    const tight = (await ask(admin, 'GET /telephony/recordings')).body.disk;
    desk.free.bytes = 10 ** 12;
    expect(tight.fullInDays).toBe(Math.floor((3 * 10 ** 8) / tight.bytesPerDay));
  });

  test('5.10 older than the retention: erased once a day, here and in no other company, and said so', async () => {
    await ask(admin, 'PATCH /telephony/recordings', { retentionDays: 30 });
    const old = await ready();
    desk.office.clock.pass(29 * 86_400);
    await desk.erase();
    const young = await ready();
    expect(await desk.recordings(old.callId)).toMatchObject([{ state: 'ready' }]);
    desk.office.clock.pass(2 * 86_400);
    await desk.erase();
    expect(await desk.recordings(old.callId)).toMatchObject([{ state: 'unavailable', reason: 'expired' }]);
    expect(await desk.recordings(young.callId)).toMatchObject([{ state: 'ready' }]);
    const { sounds } = await desk.files();
    expect(sounds.map((name) => name.includes(young.callId))).toEqual([true]);
    expect(await audited('recordings.expired')).toMatchObject([{ userId: null, about: { count: expect.any(Number) } }]);
  });
});
