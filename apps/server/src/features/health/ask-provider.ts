import { CALL_NOTIFICATIONS, ZadarmaError, type ZadarmaClient } from '@carillon/zadarma';
import { sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Connection } from '../../provider/connection.ts';
import { BY_API, type Cause, silence } from './causes.ts';
import { countUntold } from './count-untold.ts';
import type { HealthDeps } from './health-deps.ts';

const SILENT_MS = 3_600_000;
const NUMBERS_EVERY_MS = 24 * 3_600_000;

/**
 * What only the provider can tell: two requests an hour, the numbers once a day, and the statistics while nothing is heard.
 *
 * @returns `undefined` when it does not answer: then nothing is known.
 */
export async function findProviderCauses(
  deps: HealthDeps,
  connection: Connection,
  lastEventAt: Date | null,
): Promise<Cause[] | undefined> {
  try {
    const client = deps.clients.clientFor(connection, 'background');
    await noteBalance(deps, connection, client);
    await refreshNumbersDaily(deps, connection);
    return lastEventAt === null ? [] : await findSilence(deps, connection, { client, lastEventAt }); // never connected is no fault
  } catch (error) {
    if (!(error instanceof ZadarmaError || error instanceof AppError)) throw error;
    const refused = error instanceof ZadarmaError ? error.meaning === 'refused-keys' : error.code === 'provider-refused';
    return refused ? [{ alert: 'keys-reissued', subject: BY_API, detail: null }] : undefined;
  }
}

async function noteBalance({ db, now }: HealthDeps, { workspaceId, id }: Connection, client: ZadarmaClient): Promise<void> {
  const { balance, currency } = await client.balance();
  const at = now();
  await inWorkspace(db, workspaceId, async (tx) => {
    await sql`
      insert into balance_readings (workspace_id, connection_id, at, balance, currency)
      values (${workspaceId}, ${id}, ${at}, ${balance}::numeric, ${currency}) on conflict do nothing
    `.execute(tx);
    await sql`
      delete from balance_readings where workspace_id = ${workspaceId} and connection_id = ${id} and at < ${at}::timestamptz - interval '14 days'
    `.execute(tx);
  });
}

async function refreshNumbersDaily({ db, now, refreshNumbers }: HealthDeps, { workspaceId, id }: Connection): Promise<void> {
  const at = now();
  const isDue = await inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql`
      update telephony_looks set numbers_at = ${at}
      where workspace_id = ${workspaceId} and connection_id = ${id}
        and (numbers_at is null or numbers_at <= ${new Date(+at - NUMBERS_EVERY_MS)}) returning workspace_id
    `.execute(tx);
    return rows.length > 0;
  });
  if (isDue) await refreshNumbers(workspaceId);
}

/** 1.6: the provider reports elsewhere, or not all, or its statistics know calls that we were never told of. */
async function findSilence(
  deps: HealthDeps,
  connection: Connection,
  { client, lastEventAt }: { client: ZadarmaClient; lastEventAt: Date },
): Promise<Cause[]> {
  if (connection.journalOnly) return []; // nothing is to be heard, by choice (5.8)
  const info = await client.callInfo();
  const ours = deps.webhookUrl(connection.slug);
  if (info.url === null || bare(info.url) !== bare(ours)) return [silence('url', info.url)];
  const off = CALL_NOTIFICATIONS.filter((name) => !info.notifications[name]);
  if (off.length > 0) return [silence('flags', off.join(', ').toUpperCase())];
  if (+deps.now() - +lastEventAt < SILENT_MS) return [];
  const missing = await countUntold(deps, connection, client);
  return missing > 0 ? [silence('', String(missing))] : [];
}

const bare = (url: string): string => url.replace(/\/+$/, '');
