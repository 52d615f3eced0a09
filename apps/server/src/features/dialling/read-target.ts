import type { DialTarget, DialWarning } from '@carillon/contract';
import { localTimeOf, readNumber } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Dialler } from './read-dialler.ts';

const CLIENTS_MAX = 20;

type Found = { e164: string; client: DialTarget['clients'][number] };
type Waiting = { colleague: { id: string; name: string } | null };

/** Who would be called, and what speaks against it (3.6, 3.10). A number with several readings is the one a client has, else the door's own. */
export async function readTarget(tx: Tx, dialler: Dialler, { typed, at }: { typed: string; at: Date }): Promise<DialTarget> {
  const { country, areaCode } = dialler.connection;
  const reading = readNumber(typed, { door: 'typed', country, areaCode: areaCode ?? undefined });
  if (reading.kind !== 'number') {
    return { number: null, dialAfterAnswer: null, refusal: 'bad-number', clients: [], warnings: [] };
  }
  const found = await findClients(tx, dialler, reading.readings);
  const number = found[0]?.e164 ?? reading.e164;
  const clients = found.filter(({ e164 }) => e164 === number).map(({ client }) => client);
  const waiting = await findWaiting(tx, dialler, { number, at });
  const isOwn = await isOwnNumber(tx, dialler, number);
  return {
    number,
    dialAfterAnswer: reading.suffix ?? null,
    refusal: isOwn ? 'own-number' : refusalOf(dialler, { clients, isWaiting: waiting !== undefined }),
    clients,
    warnings: [
      ...clients
        .filter(({ doNotCall }) => doNotCall)
        .map(({ type, id, name }) => warning('do-not-call', { client: { type, id, name } })),
      ...quietHours(number, at),
      ...((await isBlocked(tx, dialler, { number, at })) ? [warning('blacklisted')] : []),
      ...(waiting?.colleague ? [warning('claimed', { colleague: waiting.colleague })] : []),
    ],
  };
}

/** 3.6. Whoever waits to be called back is for everybody who works through the list of missed calls. */
function refusalOf(
  { userId, freeDialling, othersClients }: Dialler,
  { clients, isWaiting }: { clients: DialTarget['clients']; isWaiting: boolean },
): DialTarget['refusal'] {
  if (isWaiting) return null;
  if (clients.length === 0) return freeDialling ? null : 'free-dialling';
  const isOthers = clients.every(({ responsible }) => responsible !== null && responsible.id !== userId);
  return isOthers && !othersClients ? 'others-client' : null;
}

function warning(code: DialWarning['code'], more: Partial<DialWarning> = {}): DialWarning {
  return { code, client: null, localTime: null, colleague: null, ...more };
}

function quietHours(number: string, at: Date): DialWarning[] {
  const there = localTimeOf(number, at);
  return there?.quiet ? [warning('quiet-hours', { localTime: there.time })] : [];
}

async function findClients(tx: Tx, { connection: { workspaceId } }: Dialler, readings: readonly string[]): Promise<Found[]> {
  const numbers = [...readings];
  const { rows } = await sql<Found>`
    select n.e164, jsonb_build_object('type', c.type, 'id', c.id, 'name', c.name, 'doNotCall', c.do_not_call,
      'company', (select o.name from clients o where o.workspace_id = c.workspace_id and o.id = c.company_id),
      'responsible', (select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = c.workspace_id and u.id = c.responsible_id)) as client
    from client_numbers n join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
    where n.workspace_id = ${workspaceId} and n.e164 = any(${numbers}::text[]) and n.state = 'current'
    order by array_position(${numbers}::text[], n.e164), c.archived_at is not null, c.last_talked_at desc nulls last, c.id
    limit ${CLIENTS_MAX}
  `.execute(tx);
  return rows;
}

/** Whether they called in vain, and which colleague is calling them back just now. */
async function findWaiting(
  tx: Tx,
  { connection: { workspaceId }, userId }: Dialler,
  { number, at }: { number: string; at: Date },
): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`
    select case when m.claimed_until > ${at} and m.claimed_by <> ${userId} then
      (select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = m.workspace_id and u.id = m.claimed_by) end as colleague
    from missed_callers m where m.workspace_id = ${workspaceId} and m.e164 = ${number} and m.resolved_at is null
  `.execute(tx);
  return rows[0];
}

async function isOwnNumber(tx: Tx, { connection: { workspaceId, id } }: Dialler, number: string): Promise<boolean> {
  const { rows } = await sql`
    select from user_numbers where workspace_id = ${workspaceId} and e164 = ${number}
    union all select from pbx_numbers where workspace_id = ${workspaceId} and connection_id = ${id} and did = ${number}
  `.execute(tx);
  return rows.length > 0;
}

/** 3.10: listed, whether or not the rule is switched on. */
async function isBlocked(
  tx: Tx,
  { connection: { workspaceId } }: Dialler,
  { number, at }: { number: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    select from number_blocks where workspace_id = ${workspaceId} and (expires_at is null or expires_at > ${at})
      and pattern = any (array(select left(${number}, n) || '*' from generate_series(2, length(${number})) n) || ${number}::text)
    limit 1
  `.execute(tx);
  return rows.length > 0;
}
