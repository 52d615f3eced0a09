import { type CallFact, factFromJson } from '@carillon/telephony';
import { sql } from 'kysely';
import { type DialSign, matchRequests } from '../../call-requests/match-requests.ts';
import { fulfilRequest, lockOpenRequests, pendingCallId } from '../../call-requests/request-store.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { CallBook, News } from './recorded.ts';

type Known = ReadonlyMap<string, { id: string; facts: readonly { kind: string }[] }>;

/**
 * 3.7: the call that the PBX dials is the one somebody asked for, with its id and the record it was started from. A call we had not heard of
 * goes on in the row of the click; one that an overtaking event made before takes the click into itself.
 *
 * @returns the calls that have a row now, and what is to be told of those that had one.
 */
export async function adoptRequests(
  tx: Tx,
  book: CallBook,
  { news, known }: { news: readonly News[]; known: Known },
): Promise<{ begun: string[]; news: News[] }> {
  const none = { begun: [], news: [] };
  const asked = (pbxCallId: string): boolean => known.get(pbxCallId)?.facts.some(({ kind }) => kind === 'requested') ?? false;
  const signs = news.flatMap((item) => (asked(item.pbxCallId) ? [] : signOf(item)));
  if (signs.length === 0) return none;
  const numbers = [...new Set(signs.flatMap(({ readings }) => readings))];
  const dialledSince = new Date(Math.min(...signs.flatMap(({ moments }) => moments.map(Number))));
  const open = await lockOpenRequests(tx, book, { numbers, dialledSince });
  const adopted = { begun: [] as string[], news: [] as News[] };
  for (const [pbxCallId, { id }] of matchRequests(signs, open)) {
    const call = known.get(pbxCallId);
    await fulfilRequest(tx, book.workspaceId, { id, callId: call?.id ?? id });
    if (call === undefined) {
      await begin(tx, book, { requestId: id, pbxCallId });
      adopted.begun.push(pbxCallId);
    } else {
      const fact = await moveInto(tx, book, { requestId: id, callId: call.id });
      if (fact !== null) adopted.news.push({ pbxCallId, id, fact, confirms: false });
    }
  }
  return adopted;
}

/** An ANSWER may be anybody's, so it must name the extension; an end comes late, so only its own word of the beginning counts. */
function signOf({ pbxCallId, fact, confirms }: News): DialSign[] {
  if (!confirms) return [];
  if (fact.kind === 'dialled') return toClient(fact, pbxCallId, [fact.at, fact.startedAt]);
  if (fact.kind === 'dial-ended') return toClient(fact, pbxCallId, [fact.startedAt]);
  if (fact.kind !== 'answered' || !pbxCallId.startsWith('out_')) return [];
  const { extension, client, startedAt } = fact;
  if (extension === null || client === null) return [];
  return [{ pbxCallId, extension, readings: client.readings, moments: [startedAt] }];
}

type Dialled = Extract<CallFact, { kind: 'dialled' | 'dial-ended' }>;

function toClient({ extension, destination, ownLeg }: Dialled, pbxCallId: string, moments: Date[]): DialSign[] {
  return ownLeg || destination.readings.length === 0 ? [] : [{ pbxCallId, extension, readings: destination.readings, moments }];
}

async function begin(
  tx: Tx,
  { workspaceId }: CallBook,
  { requestId, pbxCallId }: { requestId: string; pbxCallId: string },
): Promise<void> {
  await sql`
    update calls set pbx_call_id = ${pbxCallId}
    where workspace_id = ${workspaceId} and id = ${requestId} and pbx_call_id = ${pendingCallId(requestId)}
  `.execute(tx);
  // a clock may have given it up before the news came: it was mistaken
  await sql`delete from call_facts where workspace_id = ${workspaceId} and call_id = ${requestId} and kind = 'expired'`.execute(
    tx,
  );
}

/** Everything of the click becomes the call's, and its row goes. Returns the fact that somebody asked. */
async function moveInto(
  tx: Tx,
  { workspaceId }: CallBook,
  { requestId, callId }: { requestId: string; callId: string },
): Promise<CallFact | null> {
  const { rows } = await sql<{ fact: unknown }>`
    select fact from call_facts where workspace_id = ${workspaceId} and call_id = ${requestId} and kind = 'requested'
  `.execute(tx);
  const of = sql`workspace_id = ${workspaceId} and call_id = ${requestId}`;
  const { rows: clients } = await sql<{ clientId: string; because: string }>`
    delete from call_clients where ${of} returning client_id as "clientId", because
  `.execute(tx);
  const people = clients.filter(({ because }) => because === 'person').map(({ clientId }) => clientId);
  if (people.length > 0) await putFirst(tx, { workspaceId, callId, clientIds: people });
  await sql`update call_notes set call_id = ${callId} where ${of}`.execute(tx);
  await sql`
    insert into call_outcomes (workspace_id, call_id, outcome, by_user_id, at)
    select workspace_id, ${callId}, outcome, by_user_id, at from call_outcomes where ${of} on conflict do nothing
  `.execute(tx);
  for (const table of ['call_outcomes', 'call_participants', 'call_facts']) {
    await sql`delete from ${sql.table(table)} where ${of}`.execute(tx);
  }
  await sql`delete from calls where workspace_id = ${workspaceId} and id = ${requestId}`.execute(tx);
  return factFromJson(rows[0]?.fact);
}

/** The client it was started from is the primary one, unless a person has said so of another. */
async function putFirst(
  tx: Tx,
  { workspaceId, callId, clientIds }: { workspaceId: string; callId: string; clientIds: string[] },
): Promise<void> {
  await sql`
    update call_clients set is_primary = false
    where workspace_id = ${workspaceId} and call_id = ${callId} and is_primary and because <> 'person'
  `.execute(tx);
  await sql`
    insert into call_clients (workspace_id, call_id, client_id, because, is_primary)
    select ${workspaceId}, ${callId}, client_id, 'person', (
        select p.client_id from call_clients p where p.workspace_id = ${workspaceId} and p.call_id = ${callId} and p.is_primary) is null
    from unnest(${clientIds}::uuid[]) with ordinality as chosen (client_id, n) where n = 1
    on conflict (workspace_id, call_id, client_id) do update set because = 'person', is_primary = excluded.is_primary
  `.execute(tx);
}
