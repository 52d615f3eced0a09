import type { Role, Sms, SmsSend } from '@carillon/contract';
import { readNumber } from '@carillon/telephony';
import { type SmsAccepted, ZadarmaError } from '@carillon/zadarma';
import { type Kysely, sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import type { Logger } from '../../http/logging.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import type { ProviderClients } from '../../provider/provider-clients.ts';
import { providerProblem } from '../../provider/provider-problem.ts';
import { loadSms, showSms } from '../../work/load-sms.ts';
import { refuseWriting } from './may-write.ts';

export type SmsDeps = { db: Kysely<Database>; now: () => Date; log: Logger; clients: ProviderClients };
export type Writer = { workspaceId: string; userId: string; role: Role };
type Input = { sms: SmsSend; requestKey: string | undefined };
/** A row that says that a text is about to leave. */
type Claimed = { id: string; connection: Connection; e164: string; isNew: boolean };

/**
 * Sends a text, once: the row is there before the request leaves, and a request whose end nobody knows is never made again. The same
 * `requestKey` of the same person is the same text.
 *
 * @throws {AppError} `bad-number`, `forbidden`, `not-connected`, `provider-…`: nothing was sent, and nothing is kept.
 */
export async function sendSms(deps: SmsDeps, by: Writer, input: Input): Promise<Sms> {
  const claimed = await inWorkspace(deps.db, by.workspaceId, (tx) => claim(tx, by, { ...input, at: deps.now() }));
  if (claimed.isNew) await deliver(deps, by, { claimed, sms: input.sms });
  return inWorkspace(deps.db, by.workspaceId, async (tx) => {
    const [record] = await loadSms(tx, by.workspaceId, [claimed.id]);
    if (!record) throw new AppError('internal', 'The text is not there.');
    return showSms(record, deps.now());
  });
}

async function claim(tx: Tx, by: Writer, { sms, requestKey, at }: Input & { at: Date }): Promise<Claimed> {
  const { workspaceId, userId } = by;
  const connection = await findConnection(tx, workspaceId);
  const e164 = numberOf(sms.to, connection);
  const refusal = await refuseWriting(tx, { ...by, e164 });
  if (refusal === 'others-client') throw new AppError('forbidden', 'This client belongs to a colleague.');
  if (refusal) throw new AppError('forbidden', 'You may write to clients and to callers who were missed.');
  const [id, key] = [uuidv7(), requestKey ?? uuidv7()];
  const { rows } = await sql`
    insert into sms_messages (workspace_id, id, connection_id, direction, e164, party, own, body, state, user_id, request_key, at)
    values (${workspaceId}, ${id}, ${connection.id}, 'out', ${e164}, ${sms.to}, ${sms.sender ?? null}, ${sms.text}, 'sending', ${userId}, ${key}, ${at})
    on conflict (workspace_id, user_id, request_key) do nothing returning id
  `.execute(tx);
  if (rows.length > 0) return { id, connection, e164, isNew: true };
  const { rows: before } = await sql<{ id: string; same: boolean }>`
    select id, e164 = ${e164} and body = ${sms.text} as same from sms_messages
    where workspace_id = ${workspaceId} and user_id = ${userId} and request_key = ${key}
  `.execute(tx);
  if (!before[0]?.same) throw new AppError('idempotency-mismatch', 'This Idempotency-Key was used for another text.');
  return { id: before[0].id, connection, e164, isNew: false };
}

/** @throws {AppError} `bad-number`. */
function numberOf(typed: string, { country, areaCode }: Pick<Connection, 'country' | 'areaCode'>): string {
  const reading = readNumber(typed, { door: 'typed', country, areaCode: areaCode ?? undefined });
  if (reading.kind !== 'number') throw new AppError('bad-number', 'This is no telephone number that a text could go to.');
  return reading.e164;
}

async function deliver(deps: SmsDeps, by: Writer, { claimed, sms }: { claimed: Claimed; sms: SmsSend }): Promise<void> {
  const { connection, e164, id } = claimed;
  let outcome: Outcome;
  try {
    const client = deps.clients.clientFor(connection);
    const sender = sms.sender ?? undefined;
    outcome = outcomeOf(await client.sendSms({ numbers: [e164.slice(1)], message: sms.text, sender }));
  } catch (error) {
    const known = outcomeOfFailure(error);
    if (known === 'never-sent') {
      await inWorkspace(deps.db, by.workspaceId, (tx) => forget(tx, by.workspaceId, id));
      throw providerProblem(error);
    }
    deps.log.warn({ err: error }, 'A text was refused, or nobody knows what became of it');
    outcome = known;
  }
  await inWorkspace(deps.db, by.workspaceId, (tx) => settle(tx, { workspaceId: by.workspaceId, id, outcome, at: deps.now() }));
}

type Outcome = {
  state: 'sent' | 'refused' | 'unknown';
  parts?: number | null;
  cost?: string | null;
  currency?: string | null;
  sender?: string | null;
  reason?: string | null;
};

/** One number was asked for: denied, it is a failure under the name of success. */
function outcomeOf({ messages, cost, currency, sent, denied }: SmsAccepted): Outcome {
  if (denied.length > 0 && sent.length === 0) return { state: 'refused', reason: denied[0]?.reason ?? null };
  return { state: 'sent', parts: messages, cost, currency, sender: sent[0]?.sender ?? null };
}

function outcomeOfFailure(error: unknown): Outcome | 'never-sent' {
  if (!(error instanceof ZadarmaError)) return error instanceof AppError ? 'never-sent' : { state: 'unknown' };
  if (error.outcomeUnknown) return { state: 'unknown' };
  if (error.meaning === 'bad-request' || error.meaning === 'not-found')
    return { state: 'refused', reason: error.providerMessage ?? null };
  return 'never-sent';
}

type Settling = { workspaceId: string; id: string; outcome: Outcome; at: Date };

async function settle(tx: Tx, { workspaceId, id, outcome, at }: Settling): Promise<void> {
  const { state, parts = null, cost = null, currency = null, sender = null, reason = null } = outcome;
  await sql`
    update sms_messages set state = ${state}, parts = ${parts}, cost = ${amountOf(cost)}::numeric, currency = ${currency},
      own = coalesce(${sender}::text, own), reason = ${reason?.slice(0, 500) ?? null}, settled_at = ${at}
    where workspace_id = ${workspaceId} and id = ${id} and state = 'sending'
  `.execute(tx);
}

const amountOf = (cost: string | null): string | null => (cost !== null && /^\d{1,9}(\.\d+)?$/.test(cost) ? cost : null);

async function forget(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await sql`delete from sms_messages where workspace_id = ${workspaceId} and id = ${id} and state = 'sending'`.execute(tx);
}
