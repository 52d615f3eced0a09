import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { awakeTime } from './support/awake-time.ts';
import { type Gate, openGate } from './support/gate.ts';
import { CLIENT, openOffice, type OfficeServer, type PhoneOffice, type Posted } from './support/phone-office.ts';
import { unfoldedDeliveries } from './support/unfolded-deliveries.ts';

let office: PhoneOffice;
let gate: Gate;
let server: OfficeServer;

beforeEach(async () => {
  office = await openOffice();
  gate = await openGate(office.database);
  server = await office.addServer({ connection: gate.connection, budgetMs: undefined });
  await server.post(office.inbound('+79160000000').start()); // its connections are open now
});

afterEach(async () => {
  server.ready.value = false;
  gate.shut();
  await office.close();
  await gate.close();
});

/** The supervisor's part: it notices that the database is there again. */
async function comesBack(): Promise<void> {
  gate.open();
  server.ready.value = true;
  server.traffic.databaseIsBack();
  await expect.poll(() => server.spool.count).toBe(0);
  office.clock.pass(3);
  await expect.poll(async () => server.traffic.settle().then(() => 'folded', String)).toBe('folded');
}

async function timed(work: () => Promise<Posted>): Promise<{ status: number; text: string; ms: number }> {
  const { result, ms } = await awakeTime(work);
  return { status: result.status, text: result.text, ms };
}

describe('F5 the database', () => {
  test.each<[given: string, goAway: () => void]>([
    ['is stopped', () => gate.shut()],
    ['hangs', () => gate.stall()],
  ])('F5 %s in mid-call: every answer is {} at once, and nothing is missing afterwards', async (_given, goAway) => {
    await office.features({ routeToResponsible: { enabled: true } });
    await office.contact({ name: 'Ivan', phones: [CLIENT], responsibleId: office.company.ring['101']?.id });
    const call = office.inbound();
    expect((await office.post(call.start())).body).toMatchObject({ redirect: '101' }); // a server that has time to ask
    goAway();
    const late = office.inbound();
    const answers = [];
    for (const delivery of [
      call.internal('101'),
      late.start(),
      call.answer('101'),
      late.internal('102'),
      late.missed(),
      call.end({ internal: '101' }),
    ]) {
      answers.push(await timed(() => server.post(delivery)));
      office.clock.pass(1);
    }
    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [200, '{}']));
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(300);
    expect(server.spool.count).toBeGreaterThanOrEqual(5);
    await comesBack();
    expect(await office.call(call.pbxCallId)).toMatchObject({
      status: 'answered',
      extension: '101',
      talkSeconds: 37,
      timesApproximate: true,
    });
    expect(await office.call(late.pbxCallId)).toMatchObject({
      status: 'missed',
      participants: [{ extension: '102', outcome: 'no-answer' }],
    });
    const waiting = async () => {
      await office.settle(); // a statement that hung may reach the database at last after all
      return unfoldedDeliveries(office);
    };
    await expect.poll(waiting).toBe(0);
  });

  test('F5 hangs: the breaker spares the later callers the wait', async () => {
    gate.stall();
    for (let i = 0; i < 2; i += 1) await server.post(office.inbound().start());
    const answers = [];
    for (let i = 0; i < 10; i += 1) answers.push(await timed(() => server.post(office.inbound().start())));
    expect(answers.filter(({ ms }) => ms < 60).length).toBeGreaterThanOrEqual(8);
    await comesBack();
    await expect.poll(async () => (await server.post(office.inbound().start())) && server.spool.count).toBe(0);
  });

  test('F5 hangs: a wrong signature is refused without waiting for it', async () => {
    gate.stall();
    const { body, headers } = office.inbound().start();
    office.clock.pass(5);
    const answer = await timed(() => server.post({ body, headers: { ...headers, signature: 'x'.repeat(56) } }));
    expect(answer.status).toBe(403);
    expect(answer.ms).toBeLessThan(400);
  });

  test('F5 was never there: the server takes everything, and verifies it afterwards', async () => {
    gate.shut();
    const early = await office.addServer({ connection: gate.connection, ready: false, budgetMs: undefined });
    const call = office.inbound();
    const { body, headers } = call.start();
    for (const delivery of [call.start(), call.internal('103'), { body, headers: { ...headers, signature: 'x'.repeat(56) } }])
      expect(await early.post(delivery)).toMatchObject({ status: 200, text: '{}' });
    expect(early.spool.count).toBe(3);
    gate.open();
    early.ready.value = true;
    early.traffic.databaseIsBack();
    await expect.poll(() => early.spool.count).toBe(0);
    office.clock.pass(3);
    await early.traffic.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'ringing', participants: [{ extension: '103' }] });
    expect((await office.events()).filter(({ verdict }) => verdict === 'refused')).toHaveLength(1);
    early.ready.value = false;
  });

  test('F5 and the disk refuses: only then 503', async () => {
    gate.shut();
    rmSync(server.spoolFolder, { recursive: true });
    expect((await server.post(office.inbound().start())).status).toBe(503);
    mkdirSync(server.spoolFolder);
    chmodSync(server.spoolFolder, 0o700);
    expect((await server.post(office.inbound().start())).status).toBe(200);
    expect(server.counted['not-kept']).toBe(1);
  });
});
