import { isOpen } from '@carillon/telephony';
import { ZadarmaError, type ZadarmaClient } from '@carillon/zadarma';
import { sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Logger } from '../../http/logging.ts';
import { findConnection } from '../../provider/connection.ts';
import { asHours, type StoredHours } from '../../workspaces/as-hours.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { type Look, saveLooks } from './save-looks.ts';

export type LookDeps = Pick<ExtensionDeps, 'db' | 'now' | 'clients'> & { log: Logger };

const BETWEEN_LOOKS_SECONDS = 50; // of the clock's 60: of several server processes the first looks
const WORKSPACES_AT_ONCE = 4;
const REQUESTS_AT_ONCE = 3;
const REQUESTS_MAX = 40; // of the provider's hundred a minute; of more phones each comes every other minute, or third
const ROUND_MS = 30_000;

/** 7.6: asks the PBX of every workspace that is open now which phones are registered. Never throws for one that fails: the others come. */
export async function lookAtPhones(deps: LookDeps): Promise<void> {
  const { rows } = await sql<{ workspaceId: string }>`
    select distinct workspace_id as "workspaceId" from door_connections() where api_key is not null and sealed_secret is not null
  `.execute(deps.db);
  const queue = rows.map(({ workspaceId }) => workspaceId);
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      try {
        await lookAt(deps, next);
      } catch (err) {
        deps.log.warn({ err, workspaceId: next }, 'Nobody could tell which phones are registered');
      }
    }
  };
  await Promise.all(Array.from({ length: WORKSPACES_AT_ONCE }, work));
}

async function lookAt({ db, now, clients }: LookDeps, workspaceId: string): Promise<void> {
  const at = now();
  const round = await inWorkspace(db, workspaceId, async (tx) => {
    const connection = await findConnection(tx, workspaceId);
    const { rows: hours } = await sql<StoredHours>`
      select timezone, weekly, exceptions from schedules where workspace_id = ${workspaceId}
    `.execute(tx);
    if (hours.length > 0 && !hours.some((each) => isOpen(asHours(each), at))) return null;
    const { rows: claimed } = await sql`
      update connections set presence_asked_at = ${at}
      where workspace_id = ${workspaceId} and id = ${connection.id}
        and (presence_asked_at is null or presence_asked_at <= ${at}::timestamptz - make_interval(secs => ${BETWEEN_LOOKS_SECONDS}))
      returning id
    `.execute(tx);
    if (claimed.length === 0) return null;
    // those somebody answers first, then whom we have not asked the longest
    const { rows } = await sql<{ extension: string }>`
      select extension from extensions where workspace_id = ${workspaceId} and connection_id = ${connection.id} and vanished_at is null
      order by user_id is null, online_at nulls first, extension limit ${REQUESTS_MAX}
    `.execute(tx);
    return { connection, extensions: rows.map(({ extension }) => extension) };
  });
  if (round === null || round.extensions.length === 0) return;
  const { connection, extensions } = round;
  const looks = await askAll(
    clientOrNone(() => clients.clientFor(connection, 'extra')),
    extensions,
  );
  await inWorkspace(db, workspaceId, (tx) => saveLooks(tx, { workspaceId, connectionId: connection.id }, { looks, at: now() }));
}

/** Without keys that can be read there is nobody to ask. */
function clientOrNone(open: () => ZadarmaClient): ZadarmaClient | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** As far as budget, provider and half a minute allow; what is not asked this time grows old and is no reason for anything. */
async function askAll(client: ZadarmaClient | null, extensions: readonly string[]): Promise<Look[]> {
  if (client === null) return [];
  const looks: Look[] = [];
  const queue = [...extensions];
  const until = performance.now() + ROUND_MS;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && performance.now() < until; next = queue.shift()) {
      try {
        looks.push({ extension: next, online: (await client.extensionStatus(next)).online });
      } catch (error) {
        if (!(error instanceof ZadarmaError)) throw error;
        if (error.meaning !== 'not-found' && error.meaning !== 'bad-request') queue.length = 0; // not its own fault: the others fare no better
      }
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, work));
  return looks;
}
