import { readNumber } from '@carillon/telephony';
import type { DirectNumber } from '@carillon/zadarma';
import { sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { askProvider } from '../../provider/provider-problem.ts';
import type { Urgency } from '../../provider/request-budget.ts';
import type { NumberDeps } from './number-deps.ts';

/**
 * Brings the account's numbers up to what the provider says now. What people wrote on them stays; one that left the account is kept
 * with the status `gone`, for old calls name it.
 *
 * @throws {AppError} `not-connected`, `provider-…`: then the old list stays as it is.
 */
export async function refreshNumbers(deps: NumberDeps, workspaceId: string, urgency: Urgency = 'person'): Promise<void> {
  const connection = await inWorkspace(deps.db, workspaceId, (tx) => findConnection(tx, workspaceId));
  const client = deps.clients.clientFor(connection, urgency);
  const numbers = await askProvider(() => client.directNumbers());
  await inWorkspace(deps.db, workspaceId, async (tx) => {
    const locked = await findConnection(tx, workspaceId, { lock: true }); // two refreshes at once write one after the other
    if (locked.apiKey !== connection.apiKey) return; // another account by now: this list is not its list
    await saveNumbers(tx, locked, numbers);
  });
}

async function saveNumbers(
  tx: Tx,
  { workspaceId, id, country, accountTimezone }: Connection,
  numbers: readonly DirectNumber[],
): Promise<void> {
  const rows = new Map(numbers.map((number) => [e164Of(number.number, country), number])); // twice the same number would break the insert
  const listed = [...rows].map(([did, { description, status, stopDate, autorenew, smsReception }]) => ({
    did,
    description,
    status,
    autorenew,
    stops: wallClock(stopDate),
    texts: smsReception,
  }));
  await sql`
    update pbx_numbers set status = 'gone'
    where workspace_id = ${workspaceId} and connection_id = ${id} and did <> all (${[...rows.keys()]}::text[])
  `.execute(tx);
  await sql`
    insert into pbx_numbers (workspace_id, connection_id, did, description, status, expires_at, autorenew, sms_reception)
    select ${workspaceId}, ${id}, x.did, x.description, x.status, x.stops at time zone ${accountTimezone}, x.autorenew, x.texts
    from jsonb_to_recordset(${JSON.stringify(listed)}::jsonb)
      as x (did text, description text, status text, stops timestamp, autorenew boolean, texts text)
    on conflict (workspace_id, connection_id, did) do update set
      description = excluded.description, status = excluded.status, expires_at = excluded.expires_at, autorenew = excluded.autorenew,
      sms_reception = coalesce(excluded.sms_reception, pbx_numbers.sms_reception)
  `.execute(tx);
}

function e164Of(number: string, country: string): string {
  const reading = readNumber(number, { door: 'pbx', country });
  return reading.kind === 'number' ? reading.e164 : `+${number.replace(/\D/g, '')}`;
}

/** `2016-02-11 18:14:40`, or nothing: the provider also writes `0000-00-00`. */
function wallClock(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
