import type { ExceptionCreate, NumberException, Role } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { touchCall } from '../../clients/touch-call.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { addEntries } from '../../number-lists/add-entries.ts';
import { refuseBeyondAgents } from '../../number-lists/agents-numbers.ts';
import { listEntries } from '../../number-lists/list-entries.ts';
import { EXCEPTIONS } from '../../number-lists/list.ts';
import { readOnePattern } from '../../number-lists/read-patterns.ts';
import { removeEntry } from '../../number-lists/remove-entry.ts';
import { bringBack, type PutAway, putAway } from './put-away.ts';

type By = { workspaceId: string; userId: string; role: Role };

/**
 * "Not a client" (10.8): from now on its calls make no record and no reminder, and what automation has made of it already is put away.
 * An agent may say so of a number without a card.
 *
 * @throws {AppError} `invalid`, `own-number`, `already-listed`, `forbidden`.
 */
export async function addException(
  tx: Tx,
  { workspaceId, userId, role }: By,
  { entry, now }: { entry: ExceptionCreate; now: Date },
): Promise<NumberException> {
  const pattern = await readOnePattern(tx, workspaceId, entry.pattern);
  if (role === 'agent') await refuseBeyondAgents(tx, workspaceId, pattern);
  const id = (await addEntries(tx, EXCEPTIONS, { ...entry, workspaceId, by: userId, patterns: [pattern], now })).get(pattern);
  if (id === undefined) throw new AppError('already-listed', `${pattern} is on the list of exceptions already.`);
  const away = await putAway(tx, { workspaceId, pattern, at: now });
  await sql`
    update number_exceptions set put_away = ${JSON.stringify(away)}::jsonb where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  await audit(tx, { workspaceId, userId, action: 'exception.added', about: { id }, at: now });
  if (entry.callId != null) await touchCall(tx, { workspaceId, callId: entry.callId, at: now });
  const [shown] = (await listEntries(tx, EXCEPTIONS, { workspaceId, limit: 1, only: [id] })).items;
  if (!shown) throw new AppError('internal', 'The new entry is not there.');
  return shown;
}

/** Undoes an exception: what it had put away comes back. @throws {AppError} `not-found`, `forbidden`. */
export async function removeException(
  tx: Tx,
  by: By,
  { id, callId, at }: { id: string; callId?: string | undefined; at: Date },
): Promise<void> {
  const { workspaceId } = by;
  const { rows } = await sql<{ away: PutAway }>`
    select put_away as away from number_exceptions where workspace_id = ${workspaceId} and id = ${id} for update
  `.execute(tx);
  await removeEntry(tx, EXCEPTIONS, { by, id, at });
  if (rows[0]) await bringBack(tx, { workspaceId, at, away: rows[0].away });
  if (callId !== undefined) await touchCall(tx, { workspaceId, callId, at });
}
