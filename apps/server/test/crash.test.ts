import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivery } from '@carillon/zadarma/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gate, openGate } from './support/gate.ts';
import { openOffice, type PhoneOffice, SERVER_SECRET } from './support/phone-office.ts';

const SCRIPT = join(import.meta.dirname, 'support', 'whole-server.ts');
const AT_ONCE = 16;

let office: PhoneOffice;
let gate: Gate;
let dataDir: string;
let children: ChildProcess[];
beforeEach(async () => {
  office = await openOffice({ clock: { now: () => new Date(), pass: () => undefined } });
  gate = await openGate(office.database);
  office.server.ready.value = false; // the processes are on their own
  dataDir = await mkdtemp(join(tmpdir(), 'carillon-crash-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await office.close();
  await gate.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: gate.url,
    CARILLON_DATA_DIR: dataDir,
    CARILLON_SECRET: SERVER_SECRET,
    PORT: '0',
  };
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', SCRIPT], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(child.stdout, 'data');
  return { child, url: String(line).trim() };
}

describe('F5 a server process that is killed', () => {
  test('F5 in a burst: every notification it answered is in its call after the next start', { timeout: 120_000 }, async () => {
    const { child, url } = await startProcess();
    const burst = Array.from({ length: 125 }, () => {
      const call = office.inbound();
      const { pbxCallId } = call;
      return [call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })].map((delivery) => ({
        pbxCallId,
        delivery,
      }));
    }).flat();
    const answered: string[] = [];
    const keyOf = (pbxCallId: string, { body }: Delivery) => `${pbxCallId} ${new URLSearchParams(body).get('event')}`;
    const work = async (): Promise<void> => {
      for (let next = burst.shift(); next !== undefined; next = burst.shift()) {
        const { body, headers } = next.delivery;
        const status = await fetch(`${url}/zadarma`, { method: 'POST', body, headers }).then(
          async (response) => (await response.text(), response.status),
          () => 0,
        );
        if (status === 200) answered.push(keyOf(next.pbxCallId, next.delivery));
        if (answered.length === 200) child.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(answered.length).toBeGreaterThanOrEqual(200);
    expect(answered.length).toBeLessThan(500);
    const folded = async (): Promise<Set<string>> => {
      const { rows } = await office.within((tx) =>
        sql<{ key: string }>`
          select d.pbx_call_id || ' ' || d.event as key from webhook_deliveries d
          join calls c on c.workspace_id = d.workspace_id and c.id = d.call_id and c.confirmed
          where d.workspace_id = ${office.company.workspaceId} and d.folded_at is not null
        `.execute(tx),
      );
      return new Set(rows.map(({ key }) => key));
    };
    const again = await startProcess();
    await expect
      .poll(async () => folded().then((keys) => answered.filter((key) => !keys.has(key))), { timeout: 60_000 })
      .toEqual([]);
    again.child.kill('SIGTERM');
    const [code] = await once(again.child, 'exit');
    expect(code).toBe(0);
  });

  test('F5 with deliveries that were stored and not folded: the next start folds them', { timeout: 120_000 }, async () => {
    office.server.ready.value = true;
    const call = office.inbound();
    for (const delivery of [call.start(), call.internal('102'), call.missed()]) await office.post(delivery);
    await office.settle();
    office.server.ready.value = false;
    await office.within(async (tx) => {
      await sql`delete from calls where workspace_id = ${office.company.workspaceId}`.execute(tx);
      await sql`update webhook_deliveries set folded_at = null, verdict = null, call_id = null where workspace_id = ${office.company.workspaceId}`.execute(
        tx,
      );
    });
    await startProcess();
    const status = async (): Promise<string | undefined> => {
      const { rows } = await office.within((tx) =>
        sql<{
          status: string;
        }>`select status from calls where workspace_id = ${office.company.workspaceId} and pbx_call_id = ${call.pbxCallId}`.execute(
          tx,
        ),
      );
      return rows[0]?.status;
    };
    await expect.poll(status, { timeout: 60_000 }).toBe('missed');
    office.server.ready.value = true;
    expect((await office.call(call.pbxCallId))?.participants).toMatchObject([{ extension: '102' }]);
  });
});
