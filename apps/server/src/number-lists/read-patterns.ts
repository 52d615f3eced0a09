import { readPattern } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { AppError, invalid } from '../errors.ts';
import { findConnection } from '../provider/connection.ts';

/** What people typed as numbers and masks, each read or refused: `own-number` for ours, `invalid` for what is neither. */
export async function readPatterns(tx: Tx, workspaceId: string, typed: readonly string[]): Promise<(string | AppError)[]> {
  const { country, areaCode } = await findConnection(tx, workspaceId);
  const { rows } = await sql<{ number: string }>`
    select did as number from pbx_numbers where workspace_id = ${workspaceId}
    union select e164 from user_numbers where workspace_id = ${workspaceId}
    union select extension from extensions where workspace_id = ${workspaceId}
  `.execute(tx);
  const own = rows.map(({ number }) => number);
  const door = { country, areaCode: areaCode ?? undefined, own };
  return typed.map((text) => {
    const bare = text.replace(/[\s*]/g, '');
    if (own.includes(bare)) return ownNumber(bare); // an extension is no telephone number, so the engine can't tell
    const reading = readPattern(text, door);
    if (reading.ok) return reading.pattern;
    return reading.because === 'own' ? ownNumber(reading.number) : unreadable(reading.because);
  });
}

/** @throws {AppError} `own-number`, `invalid` */
export async function readOnePattern(tx: Tx, workspaceId: string, typed: string): Promise<string> {
  const [reading] = await readPatterns(tx, workspaceId, [typed]);
  if (typeof reading === 'string') return reading;
  throw reading ?? unreadable('bad-number');
}

function unreadable(because: 'bad-number' | 'mask-too-short'): AppError {
  return invalid(
    '/pattern',
    because === 'mask-too-short' ? 'needs at least 5 digits before the *' : 'must be a telephone number, or its beginning and *',
  );
}

function ownNumber(number: string): AppError {
  const detail = `${number} is yours: a number, an extension or an employee's telephone`;
  return new AppError('own-number', `${detail}.`, { errors: [{ pointer: '/pattern', detail }] });
}
