import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { watchTelephony } from '../src/features/health/watch-telephony.ts';
import { freshId, type RecordingOffice, recordingOffice } from './support/recording-office.ts';

let desk: RecordingOffice;
beforeAll(async () => {
  desk = await recordingOffice();
});
afterAll(() => desk.close());
afterEach(() => {
  desk.cloud.behaviour.downloadFault = 'none';
  desk.free.bytes = 10 ** 12;
});

const pass = (seconds: number): void => desk.office.clock.pass(seconds);
const only = async (callId: string) => (await desk.recordings(callId))[0];
/** What the watch over the telephony finds wrong now. */
async function alerts(): Promise<string[]> {
  await watchTelephony({
    ...desk.deps,
    webhookUrl: () => 'https://crm.example.com/zadarma',
    refreshNumbers: async () => undefined,
  });
  const { body } = await desk.office.ask(desk.office.company.admin, 'GET /telephony/alerts');
  return body.items.map(({ alert }: { alert: string }) => alert).filter((alert: string) => alert.startsWith('recordings'));
}
/** Everything that is due before this test has been. */
const later = async (): Promise<void> => {
  pass(45);
  await desk.fetch();
};

describe('5.4 a recorded call', () => {
  test('5.4 is being prepared at once, asked for after 40 s and not before, and then ready with its length', async () => {
    const { callId, pbxCallId } = await desk.talk({ seconds: 3 });
    expect((await desk.office.call(pbxCallId))?.recordings).toEqual([{ n: 1, state: 'preparing', seconds: null }]);
    pass(30);
    await desk.fetch();
    expect(await only(callId)).toMatchObject({ state: 'preparing', reason: null });
    pass(15);
    await desk.fetch();
    expect(await only(callId)).toMatchObject({
      n: 1,
      state: 'ready',
      seconds: 3,
      mediaType: 'audio/mpeg',
      hasPeaks: true,
      reason: null,
    });
    const before = (await desk.office.call(pbxCallId))?.version ?? 0;
    await desk.fetch();
    expect((await desk.office.call(pbxCallId))?.version).toBe(before);
  });

  test('5.4 5.6 told in any order, again and again, it makes one file per recording', async () => {
    const ids = [freshId(), freshId()];
    const call = desk.office.inbound();
    const facts = [
      call.record(ids[1] ?? ''),
      call.end({ internal: '101', callIdWithRec: ids[0] ?? '' }),
      call.record(ids[0] ?? ''),
      call.answer('101'),
      call.internal('101'),
      call.start(),
    ];
    for (const id of ids)
      desk.cloud.recordings.add({
        callId: id,
        pbxCallId: call.pbxCallId,
        extension: '101',
        startedAt: new Date(),
        seconds: 2,
        availableAt: new Date(0),
      });
    await desk.office.play([...facts, ...facts.toReversed(), ...facts], 4);
    await desk.office.settle();
    const shown = await desk.office.call(call.pbxCallId);
    const callId = shown?.id ?? '';
    expect((await desk.recordings(callId)).map(({ n, state }) => [n, state])).toEqual([
      [1, 'preparing'],
      [2, 'preparing'],
    ]);
    pass(45);
    await Promise.all([desk.fetch(), desk.fetch(), desk.fetch()]);
    expect((await desk.recordings(callId)).map(({ n, state }) => [n, state])).toEqual([
      [1, 'ready'],
      [2, 'ready'],
    ]);
    expect((await desk.files()).sounds.filter((name) => name.includes(callId))).toHaveLength(2);
    expect((await desk.files()).parts).toEqual([]);
  });

  test('5.4 5.6 without an id of its own it is asked for by its call, and all its files come', async () => {
    const ids = [freshId(), freshId()];
    const call = desk.office.inbound();
    for (const id of ids)
      desk.cloud.recordings.add({
        callId: id,
        pbxCallId: call.pbxCallId,
        extension: '101',
        startedAt: new Date(),
        seconds: 2,
        availableAt: new Date(0),
      });
    const end = {
      caller_id: '+79161234567',
      called_did: '74951112233',
      call_start: desk.office.wallClock(),
      pbx_call_id: call.pbxCallId,
    };
    const ended = desk.office.sign({
      event: 'NOTIFY_END',
      ...end,
      internal: '101',
      duration: '9',
      disposition: 'answered',
      status_code: '16',
      is_recorded: '1',
    });
    await desk.office.play([call.start(), call.internal('101'), call.answer('101'), ended]);
    await desk.office.settle();
    const callId = (await desk.office.call(call.pbxCallId))?.id ?? '';
    await later();
    await desk.fetch();
    expect((await desk.recordings(callId)).map(({ n, state }) => [n, state])).toEqual([
      [1, 'ready'],
      [2, 'ready'],
    ]);
    await desk.office.play(ids.map((id) => call.record(id)));
    await desk.office.settle();
    expect(await desk.recordings(callId)).toHaveLength(2); // told late, it is one of those we have
  });

  test('5.4 not stored yet: asked again after growing gaps, then unavailable, and "retry" brings it', async () => {
    const talk = await desk.talk({ inCloud: false });
    await later();
    expect(await only(talk.callId)).toMatchObject({ state: 'preparing', reason: 'not-stored-yet', may: { retry: false } });
    for (let hours = 0; hours < 60; hours += 1) {
      pass(3600);
      await desk.fetch();
    }
    expect(await only(talk.callId)).toMatchObject({ state: 'unavailable', reason: 'not-stored-yet', may: { retry: true } });
    talk.store();
    const [agent, stranger] = [desk.office.company.ring['101'], desk.office.company.ring['103']];
    expect((await desk.office.ask(stranger ?? null, `POST /calls/${talk.callId}/recordings/1/retry`)).status).toBe(403);
    expect((await desk.office.ask(agent ?? null, `POST /calls/${talk.callId}/recordings/1/retry`)).status).toBe(202);
    await desk.fetch();
    expect(await only(talk.callId)).toMatchObject({ state: 'ready', seconds: 3 });
    expect((await desk.office.ask(agent ?? null, `POST /calls/${talk.callId}/recordings/1/retry`)).status).toBe(409);
  });

  test('5.4 RECORD hastens what waits out a long gap, and brings back what was given up', async () => {
    const number = '+79217770009';
    const [slow, lost] = [
      await desk.talk({ inCloud: false, callerId: number }),
      await desk.talk({ inCloud: false, callerId: number }),
    ];
    await later();
    for (let hours = 0; hours < 4; hours += 1) {
      pass(3600);
      await desk.fetch();
    }
    slow.store();
    await desk.office.post(desk.office.inbound(number, { pbxCallId: slow.pbxCallId }).record(slow.ids[0] ?? ''));
    await desk.office.settle();
    await later();
    expect(await only(slow.callId)).toMatchObject({ state: 'ready' });
    for (let hours = 0; hours < 60; hours += 6) {
      pass(6 * 3600);
      await desk.fetch();
    }
    expect(await only(lost.callId)).toMatchObject({ state: 'unavailable' });
    lost.store();
    await desk.office.post(desk.office.inbound(number, { pbxCallId: lost.pbxCallId }).record(lost.ids[0] ?? ''));
    await desk.office.settle();
    await later();
    expect(await only(lost.callId)).toMatchObject({ state: 'ready' });
  });

  test('5.6 a recording does not mean answered', async () => {
    const call = desk.office.inbound();
    await desk.office.play([call.start(), call.internal('101'), call.missed(), call.record(freshId())]);
    await desk.office.settle();
    expect(await desk.office.call(call.pbxCallId)).toMatchObject({
      status: 'missed',
      recordings: [{ n: 1, state: 'preparing' }],
    });
  });

  test('5.4 RECORD of a call that nobody told of makes no journal row and asks nobody', async () => {
    const call = desk.office.inbound();
    await desk.office.post(call.record(freshId()));
    await desk.office.settle();
    expect(await desk.office.call(call.pbxCallId)).toBeUndefined();
    await later();
  });
});

describe('5.5 what comes instead of a recording', () => {
  test.each([
    ['a page', 'html', 'not-audio'],
    ['a page that calls itself sound', 'html-as-audio', 'not-audio'],
    ['nothing', 'empty', 'empty'],
    ['404 although the link is new', 'gone', 'link-expired'],
    ['a failing cloud', 'broken', 'provider-unavailable'],
  ] as const)('5.5 %s is no recording: said why, tried again, no file', async (_what, fault, reason) => {
    desk.cloud.behaviour.downloadFault = fault;
    const { callId } = await desk.talk();
    await later();
    expect(await only(callId)).toMatchObject({ state: 'preparing', reason });
    expect((await desk.files()).sounds.filter((name) => name.includes(callId))).toEqual([]);
    desk.cloud.behaviour.downloadFault = 'none';
    await later();
    expect(await only(callId)).toMatchObject({ state: 'ready', reason: null });
  });

  test('5.5 a redirect is followed nowhere but to the provider', async () => {
    const elsewhere = [
      'http://127.0.0.1:9/a',
      'http://169.254.169.254/latest',
      'https://example.com/a.mp3',
      'file:///etc/passwd',
      '//[::1]/',
    ];
    const { callId } = await desk.talk();
    pass(45);
    for (const redirectTo of elsewhere) {
      desk.cloud.behaviour.downloadFault = { redirectTo };
      await desk.fetch();
      expect([redirectTo, await only(callId)]).toMatchObject([redirectTo, { state: 'unavailable', reason: 'forbidden-address' }]);
      await desk.office.ask(desk.office.company.admin, `POST /calls/${callId}/recordings/1/retry`);
    }
  });

  test('5.5 a line that breaks at 60 % again and again: the recording is whole in the end, byte for byte', async () => {
    const whole = await desk.talk({ seconds: 60 });
    await later();
    desk.cloud.behaviour.downloadFault = 'cut';
    const { callId } = await desk.talk({ seconds: 60 });
    await later();
    expect((await desk.files()).sounds.filter((name) => name.includes(callId))).toEqual([]); // no half file
    desk.cloud.behaviour.downloadFault = 'none';
    await later();
    const { sounds, parts } = await desk.files();
    expect(parts).toEqual([]);
    const bytesOf = (id: string) => readFile(join(desk.folder, sounds.find((name) => name.includes(id)) ?? ''));
    expect((await bytesOf(callId)).equals(await bytesOf(whole.callId))).toBe(true);
  });

  test('5.5 where parts can not be asked for, it begins anew', async () => {
    desk.cloud.behaviour.downloadFault = 'cut';
    const { callId } = await desk.talk({ seconds: 60 });
    await later();
    desk.cloud.behaviour.downloadFault = 'unranged';
    await later();
    expect(await only(callId)).toMatchObject({ state: 'ready', seconds: 60 });
  });

  test('5.5 a full disk: the recording waits at no cost, administrators are warned, everything else goes on', async () => {
    desk.free.bytes = 100_000_000;
    const { callId } = await desk.talk();
    for (let minutes = 0; minutes < 120; minutes += 10) {
      pass(600);
      await desk.fetch();
    }
    expect(await only(callId)).toMatchObject({ state: 'preparing', reason: 'storage-full' });
    const settings = await desk.office.ask(desk.office.company.admin, 'GET /telephony/recordings');
    expect(settings.body.disk).toMatchObject({ waiting: true, freeBytes: 100_000_000 });
    expect(await alerts()).toEqual(['recordings-wait']);
    desk.free.bytes = 10 ** 12;
    desk.cloud.behaviour.downloadFault = 'broken';
    pass(301);
    await desk.fetch();
    expect(await only(callId)).toMatchObject({ state: 'preparing', reason: 'provider-unavailable' }); // waiting was no attempt
    desk.cloud.behaviour.downloadFault = 'none';
    await later();
    expect(await only(callId)).toMatchObject({ state: 'ready' });
    pass(60);
    expect(await alerts()).toEqual([]);
  });

  test('5.5 while its archive fails, nothing is lost', async () => {
    const { callId } = await desk.talk();
    pass(45);
    const broken = { ...desk.deps.archive, put: () => Promise.reject(new Error('The store is away.')) };
    await desk.fetch({ archive: broken });
    expect(await only(callId)).toMatchObject({ state: 'preparing', reason: 'storage-failed' });
    const full = { ...desk.deps.archive, put: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) };
    await later();
    expect(await only(callId)).toMatchObject({ state: 'ready' });
    const second = await desk.talk();
    pass(45);
    await desk.fetch({ archive: full });
    expect(await only(second.callId)).toMatchObject({ state: 'preparing', reason: 'storage-full' });
    pass(301);
    await desk.fetch();
    expect(await only(second.callId)).toMatchObject({ state: 'ready' });
  });

  test('5.5 a process that was killed while fetching: two minutes later another takes over', async () => {
    const { callId } = await desk.talk();
    pass(45);
    const hung = new AbortController();
    await desk.fetch({
      archive: {
        ...desk.deps.archive,
        put: () => {
          hung.abort();
          return Promise.reject(hung.signal.reason as Error); // as if the process had gone here
        },
      },
      db: desk.deps.db,
    });
    pass(150);
    await desk.fetch();
    expect(await only(callId)).toMatchObject({ state: 'ready' });
    expect((await desk.files()).sounds.filter((name) => name.includes(callId))).toHaveLength(1);
  });
});

describe('F11 a call that was forwarded to an outside phone', () => {
  const filtered = async (recorded: boolean): Promise<string[]> =>
    (await desk.office.ask(desk.office.company.admin, `GET /calls?recorded=${recorded}&limit=200`)).body.items.map(
      ({ id }: { id: string }) => id,
    );
  /** 101 forwards; what the two calls of it are told to have recorded, `''` = nobody says as what. */
  async function forwarded({
    own,
    leg: ofLeg,
    order,
  }: {
    own: string | undefined;
    leg: string | undefined;
    order: 'leg first' | 'call first' | 'at once';
  }) {
    const call = desk.office.inbound();
    const leg = desk.office.outbound('101', '+79037654321', { callerId: '+79161234567' });
    const add = (callId: string | undefined, pbxCallId: string) => {
      if (callId !== undefined)
        desk.cloud.recordings.add({
          callId: callId || freshId(),
          pbxCallId,
          extension: '101',
          startedAt: new Date(),
          seconds: 2,
          availableAt: new Date(0),
        });
    };
    add(own, call.pbxCallId);
    add(ofLeg, leg.pbxCallId);
    const inbound = [
      call.start(),
      call.internal('101'),
      call.answer('101'),
      call.end({ internal: '101', ...(own === undefined ? {} : { callIdWithRec: own }) }),
    ];
    const outbound = [leg.outStart(), leg.answer(), leg.outEnd(ofLeg === undefined ? {} : { callIdWithRec: ofLeg })];
    const told = { 'leg first': [...outbound, ...inbound], 'call first': [...inbound, ...outbound], 'at once': [] }[order];
    for (const delivery of told) {
      await desk.office.play([delivery], 0.2);
      await desk.office.settle();
    }
    if (order === 'at once') {
      const server = await desk.office.addServer();
      await Promise.all(
        [...inbound, ...outbound].map((delivery, n) => (n % 2 === 0 ? desk.office.server : server).post(delivery)),
      );
      await desk.office.settle();
    }
    await desk.office.play([...inbound, ...outbound], 4); // all of it again
    await desk.office.settle();
    const id = (await desk.office.call(call.pbxCallId))?.id ?? '';
    expect((await desk.office.call(leg.pbxCallId))?.linkedCallId).toBe(id);
    return { id, legId: (await desk.office.call(leg.pbxCallId))?.id ?? '' };
  }

  test.each([
    ['call first', 'not recorded', 'as an id', 1],
    ['leg first', 'as an id', 'as an id', 2],
    ['leg first', 'nobody says as what', 'nobody says as what', 2],
    ['at once', 'nobody says as what', 'as an id', 2],
  ] as const)(
    '5.4 5.6 is heard where it stands in the journal: told %s, itself %s, its leg %s',
    async (order, own, leg, count) => {
      const idOf = { 'not recorded': () => undefined, 'as an id': freshId, 'nobody says as what': () => '' };
      const { id, legId } = await forwarded({ order, own: idOf[own](), leg: idOf[leg]() });
      expect((await desk.recordings(id)).map(({ n, state }) => [n, state])).toEqual(
        Array.from({ length: count }, (_, i) => [i + 1, 'preparing']),
      );
      expect(await desk.recordings(legId)).toEqual([]);
      expect([(await filtered(true)).includes(id), (await filtered(false)).includes(id)]).toEqual([true, false]);
      await later();
      await desk.fetch();
      const ready = await desk.recordings(id);
      expect(ready.map(({ n, state, seconds }) => [n, state, seconds])).toEqual(
        Array.from({ length: count }, (_, i) => [i + 1, 'ready', 2]),
      );
      const [agent] = [desk.office.company.ring['101']];
      for (const { n } of ready)
        expect((await desk.office.ask(agent ?? null, `GET /calls/${id}/recordings/${n}`)).status).toBe(200);
    },
  );
});

test('5.7 a call whose END says only that it was recorded is found by that, before its recording is there and after', async () => {
  const call = desk.office.inbound();
  await desk.office.play([
    call.start(),
    call.internal('101'),
    call.answer('101'),
    call.end({ internal: '101', callIdWithRec: '' }),
  ]);
  await desk.office.settle();
  const id = (await desk.office.call(call.pbxCallId))?.id ?? '';
  const found = async (recorded: boolean): Promise<boolean> => {
    const { body } = await desk.office.ask(desk.office.company.admin, `GET /calls?recorded=${recorded}&limit=200`);
    return body.items.some((item: { id: string }) => item.id === id);
  };
  expect([await found(true), await found(false)]).toEqual([true, false]);
  await desk.office.play([call.record(freshId())]);
  await desk.office.settle();
  expect([await found(true), await found(false)]).toEqual([true, false]);
  expect(await desk.recordings(id)).toHaveLength(1);
});
