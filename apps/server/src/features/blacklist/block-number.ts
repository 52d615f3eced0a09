import type { BlacklistCreate } from '@carillon/contract';
import { readPattern } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { findConnection } from '../../provider/connection.ts';

type Block = { workspaceId: string; by: string; entry: Static<typeof BlacklistCreate>; now: Date };

/**
 * Puts a number or a prefix mask on the blacklist (requirement 10.1). An entry that has expired is no longer in the way.
 *
 * @returns its id.
 * @throws {AppError} `invalid`, `own-number`, `already-listed`.
 */
export async function blockNumber(tx: Tx, { workspaceId, by, entry, now }: Block): Promise<string> {
  const expiresAt = entry.expiresAt == null ? null : new Date(entry.expiresAt);
  if (expiresAt !== null && !(expiresAt > now)) throw invalid('/expiresAt', 'must lie in the future');
  const pattern = await readOwnPattern(tx, workspaceId, entry.pattern);
  const { rows } = await sql<{ id: string }>`
    insert into number_blocks (workspace_id, id, pattern, comment, expires_at, created_by, created_at)
    values (${workspaceId}, ${uuidv7()}, ${pattern}, ${entry.comment?.trim() || null}, ${expiresAt}, ${by}, ${now})
    on conflict (workspace_id, pattern) do update set comment = excluded.comment, expires_at = excluded.expires_at,
      created_by = excluded.created_by, created_at = excluded.created_at
      where number_blocks.expires_at <= ${now}
    returning id
  `.execute(tx);
  if (!rows[0]) throw new AppError('already-listed', `${pattern} is on the blacklist already.`);
  await audit(tx, { workspaceId, userId: by, action: 'blacklist.added', about: { id: rows[0].id }, at: now });
  return rows[0].id;
}

async function readOwnPattern(tx: Tx, workspaceId: string, typed: string): Promise<string> {
  const { country, areaCode } = await findConnection(tx, workspaceId);
  const { rows } = await sql<{ number: string }>`
    select did as number from pbx_numbers where workspace_id = ${workspaceId}
    union select e164 from user_numbers where workspace_id = ${workspaceId}
    union select extension from extensions where workspace_id = ${workspaceId}
  `.execute(tx);
  const own = rows.map(({ number }) => number);
  const bare = typed.replace(/[\s*]/g, '');
  if (own.includes(bare)) throw ownNumber(bare); // an extension is no telephone number, so the engine can't tell
  const reading = readPattern(typed, { country, areaCode: areaCode ?? undefined, own });
  if (reading.ok) return reading.pattern;
  if (reading.because === 'own') throw ownNumber(reading.number);
  throw invalid(
    '/pattern',
    reading.because === 'mask-too-short'
      ? 'needs at least 5 digits before the *'
      : 'must be a telephone number, or its beginning and *',
  );
}

function ownNumber(number: string): AppError {
  const detail = `${number} is yours: a number, an extension or an employee's telephone`;
  return new AppError('own-number', `${detail}.`, { errors: [{ pointer: '/pattern', detail }] });
}
