import type { ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { invalid } from '../errors.ts';
import { absorbAutomatic, lockAutomatic } from './absorb-automatic.ts';
import { claimNumbers, settleClaims } from './claim-numbers.ts';
import { type ClientDraft, type ClientRecord, EMPTY_CLIENT } from './client-record.ts';
import { lockClient } from './load-clients.ts';
import { saveClient } from './save-client.ts';
import { touchAutomatic } from './touch-automatic.ts';
import { touchCall } from './touch-call.ts';

type Make = {
  workspaceId: string;
  type: ClientType;
  /** The call it is made from, in the pop-up. */
  callId: string | null;
  at: Date;
  /** What the person wrote, over what is there. */
  draftOver: <Draft extends ClientDraft>(before: Draft) => Draft;
};

/**
 * Makes a client as a person wants it, beside automation that may want the same at this very moment (6.6): both take the claims of its
 * numbers first, so that one of them sees what the other did. An untouched automatic record of the same kind becomes what the person wrote;
 * one of another kind is absorbed (6.9). Of two people who save the same call's form at once, the second writes on what the first has made.
 *
 * @returns its id.
 * @throws {AppError} as `saveClient`; `invalid`: a call that is not there.
 */
export async function makeClient(tx: Tx, { workspaceId, type, callId, at, draftOver }: Make): Promise<string> {
  const fresh = draftOver(EMPTY_CLIENT);
  const numbers = currentNumbers(fresh);
  await lockCalls(tx, { workspaceId, numbers, callId });
  const standing = await claimNumbers(tx, { workspaceId, numbers: numbers.map((e164) => ({ e164, callId })), at });
  const claimed = [...standing.values()].flatMap(({ clientId }) => clientId ?? []);
  const adopted = await adopt(tx, { workspaceId, type, numbers, callId, claimed });
  const draft = adopted ? withNumbersOf(adopted, draftOver(unnamed(adopted))) : fresh;
  const id = await saveClient(tx, { workspaceId, type, draft, before: adopted, at });
  if (adopted) await touchAutomatic(tx, { workspaceId, clientIds: [id], at });
  await absorbAutomatic(tx, { workspaceId, clients: [{ id, type, numbers }], at });
  const ours = numbers.filter((e164) => !standing.has(e164));
  await settleClaims(
    tx,
    workspaceId,
    ours.map((e164) => ({ e164, clientId: id, dealId: null, taskId: null })),
  );
  if (callId !== null) await linkCall(tx, { workspaceId, callId, clientId: id, e164: numbers[0] ?? '', at });
  return id;
}

/** The numbers calls are matched by. */
export function currentNumbers({ numbers }: Pick<ClientDraft, 'numbers'>): string[] {
  return numbers.filter(({ state }) => state === 'current').map(({ e164 }) => e164);
}

/** Before the claims, and in the order of the fold: whoever folds a call holds it, and waits for a claim. */
async function lockCalls(
  tx: Tx,
  { workspaceId, numbers, callId }: { workspaceId: string; numbers: readonly string[]; callId: string | null },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from calls where workspace_id = ${workspaceId}
      and id = any(array(select id from calls where workspace_id = ${workspaceId} and client_number = any(${[...numbers]}::text[])) || ${callId}::uuid)
    order by pbx_call_id collate "C" for update
  `.execute(tx);
  if (callId !== null && !rows.some(({ id }) => id === callId)) throw invalid('/callId', 'There is no such call.');
}

type Adopt = {
  workspaceId: string;
  type: ClientType;
  numbers: readonly string[];
  callId: string | null;
  claimed: readonly string[];
};

/** What there is already of the same kind: made by automation, or by a colleague from the same call a moment ago. */
async function adopt(tx: Tx, { workspaceId, type, numbers, callId, claimed }: Adopt): Promise<ClientRecord | undefined> {
  const automatic = (await lockAutomatic(tx, workspaceId, numbers)).find((record) => record.type === type);
  const id = automatic?.id ?? (callId === null ? undefined : await findMadeFrom(tx, { workspaceId, callId, among: claimed }));
  const record = id === undefined ? undefined : await lockClient(tx, { workspaceId, type, id });
  return record?.archivedAt === null ? record : undefined;
}

async function findMadeFrom(
  tx: Tx,
  { workspaceId, callId, among }: { workspaceId: string; callId: string; among: readonly string[] },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select client_id as id from call_clients
    where workspace_id = ${workspaceId} and call_id = ${callId} and because = 'created' and client_id = any(${[...among]}::uuid[]) limit 1
  `.execute(tx);
  return rows[0]?.id;
}

/** A form that knows one number takes none of the others away. */
function withNumbersOf<Draft extends ClientDraft>(record: ClientRecord, draft: Draft): Draft {
  const others = record.numbers.filter(({ e164 }) => !draft.numbers.some((number) => number.e164 === e164));
  return others.length === 0 ? draft : { ...draft, numbers: [...draft.numbers, ...others] };
}

/** A name that automation made of a number does not stand in the way of a person's given names. */
function unnamed(record: ClientRecord): ClientRecord {
  return record.type === 'contact' && record.automatic && record.touchedAt === null ? { ...record, name: '' } : record;
}

type Link = { workspaceId: string; callId: string; clientId: string; e164: string; at: Date };

/** The call shows whom the person made of it, and its automation has nothing more to do. */
async function linkCall(tx: Tx, { workspaceId, callId, clientId, e164, at }: Link): Promise<void> {
  await sql`
    update call_clients set is_primary = false
    where workspace_id = ${workspaceId} and call_id = ${callId} and is_primary and client_id <> ${clientId}
  `.execute(tx);
  await sql`
    insert into call_clients (workspace_id, call_id, client_id, because, is_primary) values (${workspaceId}, ${callId}, ${clientId}, 'created', true)
    on conflict (workspace_id, call_id, client_id) do update set is_primary = true, because = 'created'
  `.execute(tx);
  await sql`
    insert into auto_records (workspace_id, call_id, e164, created_at) values (${workspaceId}, ${callId}, ${e164}, ${at})
    on conflict (workspace_id, call_id) do update set client_id = null
  `.execute(tx);
  await touchCall(tx, { workspaceId, callId, at });
}
