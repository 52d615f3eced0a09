import { get, type IncomingMessage } from 'node:http';
import type { LiveMessage } from '@carillon/contract';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runImport } from '../src/features/imports/run-import.ts';
import { CLIENT, openOffice, type OfficeServer, type Person, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let other: OfficeServer;
const open: IncomingMessage[] = [];
beforeAll(async () => {
  office = await openOffice();
  other = await office.addServer();
  await office.untilListening();
});
afterEach(async () => {
  for (const stream of open.splice(0)) stream.destroy();
  await office.hangUp();
});
afterAll(() => office.close());

type Message = LiveMessage & {
  call?: { id: string; pbxCallId: string; status: string; version: number; userId: string | null };
  calls?: { pbxCallId: string }[];
};
type Stream = {
  messages: Message[];
  told: (pbxCallId: string) => string[];
  comments: () => number;
  ended: () => boolean;
  close: () => void;
};

/** What one browser hears. */
async function listenAs(person: Person, server = office.server): Promise<Stream> {
  const url = `${await server.url()}/api/v1/live`;
  const messages: Message[] = [];
  let text = '';
  let comments = 0;
  let ended = false;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers: { authorization: `Bearer ${person.token}` } }, resolve).on('error', reject);
  });
  open.push(response);
  response.setEncoding('utf8');
  response.on('end', () => (ended = true));
  response.on('error', () => (ended = true));
  response.on('data', (chunk: string) => {
    text += chunk;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data) messages.push(JSON.parse(data));
      else if (part.startsWith(': heartbeat')) comments += 1;
    }
  });
  await expect.poll(() => messages.length).toBeGreaterThan(0);
  return {
    messages,
    told: (pbxCallId) => messages.flatMap(({ type, call }) => (call?.pbxCallId === pbxCallId ? [type] : [])),
    comments: () => comments,
    ended: () => ended,
    close: () => response.destroy(),
  };
}

const everybody = () =>
  Promise.all(
    ['101', '102', '103'].map((extension) =>
      listenAs(office.company.ring[extension] as Person, extension === '102' ? other : office.server),
    ),
  ); // there are three
const nothingMore = () => new Promise((resolve) => setTimeout(resolve, 150));

describe('4.8 the stream', () => {
  test('4.2 a ring is told to whose phone rings, once, and to nobody else', async () => {
    const [a, b, c] = await everybody();
    if (!a || !b || !c) throw new Error('three listen');
    const call = office.inbound();
    await office.play([call.start()]);
    await office.settle();
    await nothingMore();
    expect([a, b, c].map((each) => each.told(call.pbxCallId))).toEqual([[], [], []]);
    const ring = call.internal('101');
    await office.post(ring);
    await office.post(ring);
    await other.post(ring);
    office.clock.pass(1);
    await office.post(call.internal('102'));
    await office.settle();
    await expect.poll(() => b.told(call.pbxCallId)).toEqual(['call.ringing']);
    await nothingMore();
    expect(a.told(call.pbxCallId).filter((type) => type === 'call.ringing')).toHaveLength(1);
    expect(c.told(call.pbxCallId)).toEqual([]);
    office.clock.pass(1);
    await office.post(call.answer('102'));
    await office.settle();
    for (const each of [a, b]) await expect.poll(() => each.told(call.pbxCallId).at(-1)).toBe('call.talking');
    expect(a.messages.findLast(({ call: told }) => told?.pbxCallId === call.pbxCallId)?.call?.userId).toBe(
      office.company.ring['102']?.id,
    );
    office.clock.pass(20);
    await other.post(call.end({ internal: '102' }));
    await office.settle();
    for (const each of [a, b]) await expect.poll(() => each.told(call.pbxCallId).at(-1)).toBe('call.ended');
    await nothingMore();
    expect(c.told(call.pbxCallId)).toEqual([]);
    for (const each of [a, b]) expect(each.told(call.pbxCallId).filter((type) => type === 'call.ended')).toHaveLength(1);
    for (const each of [a, b, c]) each.close();
  });

  test('4.1 the version of a call never goes backwards, however fast it moves', async () => {
    const a = await listenAs(office.company.ring['101'] as Person);
    const calls = Array.from({ length: 15 }, () => office.inbound());
    await Promise.all(
      calls.map(async (call) => {
        for (const delivery of [
          call.start(),
          call.internal('101'),
          call.answer('101'),
          call.internal('102', '101'),
          call.answer('102', '101'),
          call.end({ internal: '101', lastInternal: '102' }),
        ])
          await (Math.random() < 0.5 ? office.server : other).post(delivery);
      }),
    );
    await office.settle();
    const last = (pbxCallId: string) => a.messages.findLast((message) => message.call?.pbxCallId === pbxCallId);
    for (const call of calls) await expect.poll(() => last(call.pbxCallId)?.call?.status).toBe('answered');
    await nothingMore();
    for (const call of calls) {
      const told = a.told(call.pbxCallId);
      const versions = a.messages.flatMap((message) => (message.call?.pbxCallId === call.pbxCallId ? [message.version] : []));
      expect(versions).toEqual(versions.toSorted((x, y) => x - y));
      expect(told.filter((type) => type === 'call.ended').length).toBeLessThanOrEqual(1);
      // what comes late fills in, and opens nothing again
      if (told.includes('call.ended')) expect(new Set(told.slice(told.indexOf('call.ended') + 1))).not.toContain('call.ringing');
    }
    a.close();
  });

  test('4.8 the first message is the snapshot, also in mid-call and in a storm', async () => {
    const call = office.inbound();
    await office.play([call.start(), call.internal('103'), call.answer('103')]);
    await office.settle();
    const state = { calm: false };
    const storm = (async () => {
      while (!state.calm) {
        const quick = office.inbound();
        await office.play([quick.start(), quick.internal('103'), quick.missed()], 0.1);
      }
    })();
    for (let i = 0; i < 10; i += 1) {
      const stream = await listenAs(office.company.ring['103'] as Person);
      expect(stream.messages[0]?.type).toBe('snapshot');
      expect(stream.messages[0]?.calls?.map(({ pbxCallId }) => pbxCallId)).toContain(call.pbxCallId);
      stream.close();
    }
    state.calm = true;
    await storm;
    await office.play([call.end({ internal: '103' })]);
    await office.settle();
    const after = await listenAs(office.company.ring['103'] as Person);
    expect(after.messages[0]).toMatchObject({ type: 'snapshot', calls: [] });
    after.close();
  });

  test('4.10 dismissing hides for me alone, in all my tabs, and for this ring alone', async () => {
    const [agent101, agent102] = [office.company.ring['101'] as Person, office.company.ring['102'] as Person];
    const tabs = [await listenAs(agent101), await listenAs(agent101, other)];
    const colleague = await listenAs(agent102);
    const call = office.inbound();
    await office.play([call.start(), call.internal('101'), call.internal('102')]);
    await office.settle();
    await expect.poll(() => tabs[0]?.told(call.pbxCallId)[0]).toBe('call.ringing');
    const id = tabs[0]?.messages.find((message) => message.call?.pbxCallId === call.pbxCallId)?.call?.id;
    expect((await office.ask(agent101, `PUT /live/dismissals/${id}`, { ring: 1 })).status).toBe(204);
    for (const tab of tabs) await expect.poll(() => tab.messages.map(({ type }) => type)).toContain('call.dismissed'); // in any order with the second ring's news
    expect(colleague.messages.map(({ type }) => type)).not.toContain('call.dismissed');
    expect((await office.ask(agent101, 'GET /live/snapshot')).body.calls).toEqual([]);
    expect((await office.ask(agent102, 'GET /live/snapshot')).body.calls).toHaveLength(1);
    const stranger = await office.addCompany('stranger');
    expect((await office.ask(stranger.admin, `PUT /live/dismissals/${id}`, { ring: 1 })).status).toBe(404);
    await office.play([call.missed()]);
    await office.settle();
    for (const stream of [...tabs, colleague]) stream.close();
  });

  test('4.8 agents see their own running calls only', async () => {
    const call = office.inbound();
    await office.play([call.start(), call.internal('101')]);
    await office.settle();
    const calls = async (person?: Person) => (await office.ask(person ?? null, 'GET /live/snapshot')).body.calls;
    expect(await calls(office.company.ring['101'])).toHaveLength(1);
    for (const person of [office.company.ring['102'], office.company.admin]) expect(await calls(person)).toEqual([]);
    expect((await office.ask(null, 'GET /live/snapshot')).status).toBe(401);
    await office.play([call.missed()]);
    await office.settle();
  });

  test('3.9 F11 a leg of our own rings nobody, and a forwarded call rings once', async () => {
    const a = await listenAs(office.company.ring['101'] as Person);
    const call = office.inbound();
    await office.play([call.start(), call.internal('101')]);
    const leg = office.outbound('101', '+79037654321', { callerId: CLIENT });
    await office.play([leg.outStart()]);
    const own = office.outbound('101', '102');
    await office.play([own.outStart()]);
    await office.settle();
    await expect.poll(() => a.told(call.pbxCallId)).toContain('call.ringing');
    await nothingMore();
    expect([a.told(leg.pbxCallId), a.told(own.pbxCallId)]).toEqual([[], []]);
    expect((await office.ask(office.company.ring['101'] as Person, 'GET /live/snapshot')).body.calls).toHaveLength(1);
    await office.play([leg.answer(), leg.outEnd(), call.end({ internal: '101' }), own.outEnd()]);
    await office.settle();
    const rows = (await office.journal()).filter(({ pbxCallId }) => [call.pbxCallId, leg.pbxCallId].includes(pbxCallId ?? ''));
    expect(rows.map(({ pbxCallId }) => pbxCallId)).toEqual([call.pbxCallId]);
    expect(rows[0]?.linkedCallId).toBe((await office.call(leg.pbxCallId))?.id);
    a.close();
  });

  test('4.3 who dials gets the card', async () => {
    const a = await listenAs(office.company.ring['101'] as Person);
    const call = office.outbound('101', '+79161112233');
    await office.play([call.outStart()]);
    await office.settle();
    await expect.poll(() => a.told(call.pbxCallId)).toEqual(['call.ringing']);
    await office.play([call.answer(), call.outEnd()]);
    await office.settle();
    await expect.poll(() => a.told(call.pbxCallId).at(-1)).toBe('call.ended');
    a.close();
  });

  test('F5 what happened over a minute ago rings no more', async () => {
    const a = await listenAs(office.company.ring['101'] as Person);
    const call = office.inbound();
    const ids = [call.start(), call.internal('101')];
    await office.post(ids[0] as NonNullable<(typeof ids)[0]>); // there are two
    await office.settle();
    const wrong = ids[1] as NonNullable<(typeof ids)[0]>;
    await office.post({ ...wrong, headers: { ...wrong.headers, signature: 'x'.repeat(56) } });
    await office.within((tx) =>
      sql`update quarantined_deliveries set signature = ${wrong.headers['signature']} where workspace_id = ${office.company.workspaceId}`.execute(
        tx,
      ),
    );
    office.clock.pass(65);
    await office.server.traffic.onKeysCorrected(office.company.workspaceId, office.company.connectionId);
    await office.post(call.internal('102'));
    await office.settle();
    await expect.poll(async () => (await office.call(call.pbxCallId))?.participants.length).toBe(2);
    await nothingMore();
    expect(a.told(call.pbxCallId)).not.toContain('call.ringing');
    await office.play([call.missed()]);
    await office.settle();
    a.close();
  });

  test('9.8 that a caller waits, is claimed, or was talked with is told to everybody of the company, on any server', async () => {
    await office.features({ missedCalls: { enabled: true } });
    const [first, second] = ['101', '102'].map((extension) => office.company.ring[extension] as Person);
    const stranger = (await office.addCompany('waiting')).admin;
    if (!first || !second) throw new Error('two listen');
    const streams = await Promise.all([listenAs(first), listenAs(second, other), listenAs(stranger)]);
    const told = () => streams.map(({ messages }) => messages.filter(({ type }) => type === 'missed-calls').length);
    const call = office.inbound('+79160009988');
    await office.play([call.start(), call.missed()]);
    await expect.poll(told).toEqual([1, 1, 0]);
    const { items } = (await office.ask(first, 'GET /missed-calls?open=true')).body;
    await office.ask(first, `PUT /missed-calls/${items[0].id}/claim`);
    await expect.poll(told).toEqual([2, 2, 0]);
    for (const stream of streams) stream.close();
    await office.features({ missedCalls: { enabled: false } });
  });

  test('a task is told to its responsible on any server, when it is made, changed and given to another, and to nobody else', async () => {
    const [a, b, c] = await everybody();
    if (!a || !b || !c) throw new Error('three listen');
    const [first, second] = ['101', '102'].map((extension) => office.company.ring[extension]?.id);
    const made = await office.ask(office.company.admin, 'POST /tasks', { title: 'Call back', responsibleId: first });
    await office.ask(office.company.admin, `PATCH /tasks/${made.body.id}`, { responsibleId: second });
    await office.ask(office.company.admin, `PATCH /tasks/${made.body.id}`, { doneAt: office.clock.now().toISOString() });
    const told = ({ messages }: Stream) =>
      messages.flatMap((message) => ('task' in message ? [`${message.type} ${message.task.responsible?.name}`] : []));
    await expect.poll(() => told(b).length).toBe(2);
    await expect.poll(() => told(a).length).toBe(2);
    expect(told(a).at(0)).toMatch(/^task\.created/);
    expect(told(a).at(1)).toBe('task.updated Agent 102');
    expect(told(b)).toEqual(['task.updated Agent 102', 'task.updated Agent 102']);
    expect(told(c)).toEqual([]);
    for (const stream of [a, b, c]) stream.close();
  });

  test('whoever began a job hears that it moves on, through any server; nobody else does', async () => {
    const [a, b] = [office.company.ring['101'] as Person, office.company.ring['102'] as Person];
    const streams = await Promise.all([listenAs(a), listenAs(a, other), listenAs(b)]);
    const { status, body } = await office.ask(a, 'POST /imports', { csv: 'Name;Phone\nIvan;+79160000001\n' });
    expect(status).toBe(202);
    await runImport({ db: office.database.db, now: office.clock.now }, { workspaceId: office.company.workspaceId, id: body.id });
    const told = (stream: Stream | undefined) =>
      stream?.messages.filter((message) => message.type === 'job' && message.jobId === body.id).length;
    for (const stream of streams.slice(0, 2)) await expect.poll(() => told(stream)).toBeGreaterThanOrEqual(2);
    await nothingMore();
    expect(told(streams[2])).toBe(0);
    for (const stream of streams) stream.close();
  });

  test('4.8 a deactivated user hears nothing more, on any server; others go on, with a heartbeat', async () => {
    const agent = office.company.ring['103'] as Person;
    const streams = [await listenAs(agent), await listenAs(agent, other)];
    const stays = await listenAs(office.company.ring['101'] as Person);
    expect((await office.ask(office.company.admin, `PATCH /users/${agent.id}`, { active: false })).status).toBe(200);
    for (const stream of streams) await expect.poll(() => stream.ended()).toBe(true);
    await expect.poll(() => stays.comments()).toBeGreaterThan(0);
    expect(stays.ended()).toBe(false);
    stays.close();
  });
});
