import { readNumber } from '@carillon/telephony';
import type { NumberDoor } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { AppError, invalid } from '../errors.ts';

type Change = { workspaceId: string; userId: string; phones: readonly string[]; door: NumberDoor };

/**
 * Makes these the user's own outside numbers, instead of those before, in this order: their calls by mobile ring the first one.
 *
 * @throws {AppError} `invalid` for what is no phone number, `number-taken` for a colleague's.
 */
export async function replaceOwnPhones(tx: Tx, { workspaceId, userId, phones, door }: Change): Promise<void> {
  const numbers = [...new Set(phones.map((phone, index) => readOwn(phone, index, door)))];
  await tx.deleteFrom('user_numbers').where('workspace_id', '=', workspaceId).where('user_id', '=', userId).execute();
  const { rows } = await sql<{ e164: string }>`
    insert into user_numbers (workspace_id, e164, user_id, position)
    select ${workspaceId}, e164, ${userId}, position from unnest(${numbers}::text[]) with ordinality told (e164, position) order by e164
    on conflict do nothing returning e164
  `.execute(tx);
  const taken = numbers.find((number) => !rows.some(({ e164 }) => e164 === number));
  if (taken === undefined) return;
  const detail = `${taken} belongs to a colleague already.`;
  throw new AppError('number-taken', detail, { errors: [{ pointer: `/phones/${numbers.indexOf(taken)}`, detail }] });
}

function readOwn(phone: string, index: number, door: NumberDoor): string {
  const reading = readNumber(phone, door);
  if (reading.kind === 'number') return reading.e164;
  throw invalid(`/phones/${index}`, `${JSON.stringify(phone)} can't be read as a phone number.`);
}
