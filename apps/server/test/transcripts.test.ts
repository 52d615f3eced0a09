import type { Recording } from '@carillon/contract';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from './support/phone-office.ts';
import { type RecordingOffice, recordingOffice, type Talk } from './support/recording-office.ts';

let desk: RecordingOffice;
let admin: Person;
let [own, other]: Person[] = [];
beforeAll(async () => {
  desk = await recordingOffice();
  ({ admin } = desk.office.company);
  own = desk.office.company.ring['101'];
  other = desk.office.company.ring['103'];
  extension('101').speech = 'optional';
});
afterAll(() => desk.close());
afterEach(async () => {
  await desk.office.within((tx) => sql`delete from provider_requests`.execute(tx)); // a minute's budget is for people, not for a whole day's tests
  desk.cloud.behaviour.speech = 'recognised';
  desk.cloud.behaviour.speechSeconds = 0;
});

const ask = (by: Person | undefined, line: string, body?: unknown) => desk.office.ask(by ?? null, line, body);
const pass = (seconds: number): void => desk.office.clock.pass(seconds);
function extension(number: string) {
  const found = desk.cloud.account.extensions.get(number);
  if (!found) throw new Error(`There is no ${number}`);
  return found;
}
/** A talk whose recording is here. */
async function recorded(more: Parameters<RecordingOffice['talk']>[0] = {}): Promise<Talk> {
  const talk = await desk.talk({ seconds: 30, ...more });
  pass(45);
  await desk.fetch();
  return talk;
}
const lineOf = ({ callId }: Talk, n = 1): string => `/calls/${callId}/recordings/${n}/transcript`;
const wish = (talk: Talk, by: Person | undefined = admin) => ask(by, `POST ${lineOf(talk)}`);
const read = (talk: Talk, by: Person | undefined = admin) => ask(by, `GET ${lineOf(talk)}`);
const recordingOf = async ({ callId }: Talk, by = admin): Promise<Recording | undefined> =>
  (await desk.recordings(callId, by))[0];
const stateOf = async (talk: Talk) => (await recordingOf(talk))?.transcript;
/** Looks until it has come to an end, as the hours go by. */
async function hours(count: number): Promise<void> {
  for (let hour = 0; hour < count; hour += 1) {
    pass(3600);
    await desk.transcribe();
  }
}
const audited = async (action: string): Promise<{ userId: string | null; about: Record<string, unknown> }[]> =>
  (await ask(admin, 'GET /audit?limit=200')).body.items.filter((entry: { action: string }) => entry.action === action);

describe('5.11 a transcript that is asked for', () => {
  test('5.11 is being made, and then is there with its phrases, their speakers and seconds, in the order of the talk', async () => {
    const talk = await recorded();
    expect(await recordingOf(talk)).toMatchObject({ transcript: null, may: { transcribe: true } });
    expect((await read(talk)).status).toBe(404);
    expect(await wish(talk)).toMatchObject({
      status: 202,
      body: { transcript: { state: 'preparing', reason: null }, may: { transcribe: false } },
    });
    await desk.transcribe();
    expect(await stateOf(talk)).toEqual({ state: 'preparing', reason: null }); // it was told to begin
    pass(15);
    await desk.transcribe();
    expect(await stateOf(talk)).toEqual({ state: 'ready', reason: null });
    const { status, body } = await read(talk);
    expect([status, body.n, body.lang]).toEqual([200, 1, 'en-EN']);
    const [first, second] = body.phrases;
    expect([first.channel, first.startSeconds, second.channel]).toEqual([2, 0.4, 1]);
    expect(first.text.split(' ').length).toBeGreaterThan(3);
    const starts = body.phrases.map(({ startSeconds }: { startSeconds: number }) => startSeconds);
    expect(starts).toEqual(starts.toSorted((a: number, b: number) => a - b));
  });

  test('5.11 again and again, by several at once, it is begun once, which is what costs money', async () => {
    const talk = await recorded();
    const before = desk.cloud.speech.begun;
    const asked = await Promise.all([wish(talk), wish(talk), wish(talk)]);
    expect(asked.map(({ status }) => status).toSorted()).toContain(202);
    await Promise.all([desk.transcribe(), desk.transcribe(), desk.transcribe()]);
    pass(15);
    await Promise.all([desk.transcribe(), desk.transcribe()]);
    expect(desk.cloud.speech.begun - before).toBe(1);
    expect(await wish(talk)).toMatchObject({ status: 409, body: { detail: 'Its transcript is here already.' } });
    expect((await audited('transcript.asked')).filter(({ about }) => about['callId'] === talk.callId)).toHaveLength(1);
  });

  test('5.11 the first request has the provider tell when it is ready, and what it tells comes', async () => {
    const { settings } = desk.cloud;
    settings.accountUrl = 'http://127.0.0.1:9/zadarma';
    settings.hooks.set('speech_recognition', false);
    const told = () => desk.cloud.wire().filter(({ event }) => event === 'SPEECH_RECOGNITION').length;
    const talk = await recorded();
    await wish(talk);
    const before = told();
    await desk.transcribe();
    expect(settings.hooks.get('speech_recognition')).toBe(true);
    await expect.poll(told).toBe(before + 1);
    settings.accountUrl = '';
  });

  test('5.11 what the provider has recognised already is taken without beginning it', async () => {
    extension('102').speech = 'all';
    const talk = await recorded({ internal: '102' });
    const before = desk.cloud.speech.begun;
    await wish(talk);
    await desk.transcribe();
    expect([await stateOf(talk), desk.cloud.speech.begun - before]).toEqual([{ state: 'ready', reason: null }, 0]);
  });

  test('5.11 who may ask is a right of its own, and never more than who may listen', async () => {
    const talk = await recorded();
    expect((await recordingOf(talk, own))?.may).toMatchObject({ listen: true, transcribe: false });
    expect((await wish(talk, own)).status).toBe(403);
    expect((await ask(admin, 'PATCH /telephony/recordings', { transcribeBy: 'everybody' })).status).toBe(200);
    expect((await wish(talk, other)).status).toBe(403);
    expect((await ask(undefined, `POST ${lineOf(talk)}`)).status).toBe(401);
    expect((await wish(talk, own)).status).toBe(202);
    expect((await ask(own, 'PATCH /telephony/recordings', { transcribeBy: 'everybody' })).status).toBe(403);
    await ask(admin, 'PATCH /telephony/recordings', { transcribeBy: 'supervisor' });
  });

  test('5.11 5.10 whoever may listen may read, nobody else; it is written down once an hour', async () => {
    const talk = await recorded();
    await wish(talk);
    await desk.transcribe();
    pass(15);
    await desk.transcribe();
    expect([(await read(talk, own)).status, (await read(talk, own)).status]).toEqual([200, 200]);
    expect([(await read(talk, other)).status, (await ask(undefined, `GET ${lineOf(talk)}`)).status]).toEqual([403, 401]);
    const stranger = await desk.office.addCompany('strangers');
    expect((await read(talk, stranger.admin)).status).toBe(404);
    expect((await wish(talk, stranger.admin)).status).toBe(404);
    const readers = (await audited('transcript.read')).filter(({ about }) => about['callId'] === talk.callId);
    expect(readers.map(({ userId }) => userId)).toEqual([own?.id]);
    pass(3600);
    await read(talk, own);
    expect((await audited('transcript.read')).filter(({ about }) => about['callId'] === talk.callId)).toHaveLength(2);
  });

  test('5.11 of a recording that is not here nothing is asked', async () => {
    const talk = await desk.talk({ inCloud: false });
    expect(await wish(talk)).toMatchObject({ status: 409 });
    expect((await ask(admin, `POST /calls/${talk.callId}/recordings/2/transcript`)).status).toBe(404);
  });
});

describe('5.11 what goes wrong is said, and can be tried again', () => {
  test('5.11 an extension whose recordings are not to become text', async () => {
    const talk = await recorded({ internal: '103' });
    await wish(talk);
    await desk.transcribe();
    expect(await stateOf(talk)).toEqual({ state: 'unavailable', reason: 'not-offered' });
    extension('103').speech = 'optional';
    expect((await wish(talk)).status).toBe(202);
    await desk.transcribe();
    pass(15);
    await desk.transcribe();
    expect(await stateOf(talk)).toEqual({ state: 'ready', reason: null });
  });

  test('5.11 recognition that failed is begun anew by "try again", not by itself', async () => {
    desk.cloud.behaviour.speech = 'error';
    const talk = await recorded();
    const before = desk.cloud.speech.begun;
    await wish(talk);
    await hours(3);
    expect(await stateOf(talk)).toEqual({ state: 'unavailable', reason: 'recognition-failed' });
    expect(desk.cloud.speech.begun - before).toBe(1);
    desk.cloud.behaviour.speech = 'recognised';
    await wish(talk);
    await hours(1);
    expect(await stateOf(talk)).toEqual({ state: 'ready', reason: null });
  });

  test('5.11 recognition that never ends is given up after two days of ever rarer looks', async () => {
    desk.cloud.behaviour.speech = 'stuck';
    const talk = await recorded();
    await wish(talk);
    await hours(1);
    expect(await stateOf(talk)).toEqual({ state: 'preparing', reason: null });
    await hours(60);
    expect(await stateOf(talk)).toEqual({ state: 'unavailable', reason: 'too-slow' });
  });

  test('5.11 nothing understood is a transcript without words, no failure', async () => {
    desk.cloud.behaviour.speech = 'deaf';
    const talk = await recorded();
    await wish(talk);
    await hours(2);
    expect((await read(talk)).body).toMatchObject({ phrases: [] });
  });

  test('5.11 the provider knows the recording no more; the keys are gone', async () => {
    const [gone, unkeyed] = [await recorded(), await recorded()];
    const [kept] = desk.cloud.recordings.ofCall(gone.pbxCallId, new Date());
    if (kept) desk.cloud.recordings.remove(kept);
    await wish(gone);
    await desk.transcribe();
    expect(await stateOf(gone)).toEqual({ state: 'unavailable', reason: 'refused' });
    await desk.office.changeSecret(null);
    await wish(unkeyed);
    await desk.transcribe();
    expect(await stateOf(unkeyed)).toEqual({ state: 'preparing', reason: 'not-connected' });
    await desk.office.changeSecret('a-secret-of-the-pretend-pbx');
    await hours(1);
    expect(await stateOf(unkeyed)).toMatchObject({ state: 'preparing' });
    await hours(1);
    expect(await stateOf(unkeyed)).toEqual({ state: 'ready', reason: null });
  });
});

describe('5.11 extensions that are always transcribed', () => {
  test('5.11 each of their recordings becomes text by itself, of others none', async () => {
    await desk.office.within((tx) =>
      tx.updateTable('extensions').set({ transcribe: true }).where('extension', '=', '101').execute(),
    );
    const [theirs, others] = [await recorded(), await recorded({ internal: '102' })];
    expect(await stateOf(theirs)).toEqual({ state: 'preparing', reason: null });
    await desk.transcribe();
    pass(15);
    await desk.transcribe();
    expect([await stateOf(theirs), await stateOf(others)]).toEqual([{ state: 'ready', reason: null }, null]);
    await desk.office.within((tx) => tx.updateTable('extensions').set({ transcribe: false }).execute());
  });

  test('F3 5.11 a hint makes us look sooner at what we wait for, and its own words are not believed', async () => {
    desk.cloud.behaviour.speechSeconds = 0;
    desk.cloud.behaviour.speech = 'stuck';
    const [waited, unasked] = [await recorded(), await recorded()];
    await wish(waited);
    await hours(2);
    desk.cloud.behaviour.speech = 'recognised';
    const hint = (call_id: string) =>
      desk.office.sign(
        {
          event: 'SPEECH_RECOGNITION',
          lang: 'en-EN',
          call_id,
          result: '{"words":[],"phrases":[{"result":"send money","channel":1}]}',
        },
        'multipart',
      );
    await desk.transcribe();
    expect(await stateOf(waited)).toMatchObject({ state: 'preparing' });
    for (const { ids } of [waited, unasked]) await desk.office.post(hint(ids[0] ?? ''));
    await desk.office.post(hint('1.2'));
    await desk.office.settle();
    await desk.transcribe();
    expect([await stateOf(waited), await stateOf(unasked)]).toEqual([{ state: 'ready', reason: null }, null]);
    expect((await read(waited)).text).not.toContain('money');
  });
});

describe('5.11 5.10 the words go with their recording', () => {
  const transcribed = async (more: Parameters<RecordingOffice['talk']>[0] = {}): Promise<Talk> => {
    const talk = await recorded(more);
    await wish(talk);
    await desk.transcribe();
    pass(15);
    await desk.transcribe();
    expect(await stateOf(talk)).toEqual({ state: 'ready', reason: null });
    return talk;
  };
  const wordsLeft = async ({ callId }: Talk): Promise<number> =>
    (await desk.office.within((tx) => sql`select from call_transcripts where call_id = ${callId}`.execute(tx))).rows.length;

  test('5.11 deleted by right; a transcript on its way does not bring it back', async () => {
    const [there, coming] = [await transcribed(), await recorded()];
    await wish(coming);
    await desk.transcribe();
    for (const { callId } of [there, coming]) expect((await ask(admin, `DELETE /calls/${callId}/recordings/1`)).status).toBe(204);
    pass(60);
    await desk.transcribe();
    expect([await wordsLeft(there), await wordsLeft(coming), (await read(there)).status]).toEqual([0, 0, 404]);
    expect((await wish(there)).status).toBe(409);
  });

  test('5.11 when the client is not kept', async () => {
    const number = '+79217770077';
    const id = await desk.office.contact({ name: 'Ivan', phones: [number] });
    const talk = await transcribed({ callerId: number });
    await ask(admin, `PUT /clients/contact/${id}/recording`, { doNotKeep: true, eraseStored: true });
    expect(await wordsLeft(talk)).toBe(0);
  });

  test('5.11 when the time that recordings are kept is over', async () => {
    const talk = await transcribed();
    pass(366 * 86_400);
    await desk.erase();
    expect([await wordsLeft(talk), await stateOf(talk)]).toEqual([0, null]);
  });
});
