import type { PhoneWrite } from '@carillon/contract';
import { type NumberDoor, readNumber } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { AppError, invalid } from '../errors.ts';

/** A client's number as it is kept. */
export type ClientNumber = {
  e164: string;
  typed: string;
  label: string;
  state: 'current' | 'former' | 'wrong';
  suffix: string | null;
};

/**
 * Numbers of a client as somebody typed them, in their order; one written twice counts once.
 *
 * @param before - the client's numbers until now: one that comes back as it was read keeps what was once typed.
 * @throws {AppError} `invalid` with the pointer of what is no phone number of a client.
 */
export function readPhones(
  phones: readonly PhoneWrite[],
  door: NumberDoor,
  before: readonly ClientNumber[] = [],
): ClientNumber[] {
  const numbers = new Map<string, ClientNumber>();
  for (const [index, { number: typed, label, state = 'current' }] of phones.entries()) {
    const known = before.find(({ e164 }) => e164 === typed);
    const number = known ?? readOne(typed, index, door);
    if (!numbers.has(number.e164)) numbers.set(number.e164, { ...number, label: label ?? number.label, state });
  }
  return [...numbers.values()];
}

function readOne(typed: string, index: number, door: NumberDoor): ClientNumber {
  const reading = readNumber(typed, door);
  if (reading.kind !== 'number') throw invalid(`/phones/${index}/number`, whyNot(reading.kind, typed));
  return { e164: reading.e164, typed, label: '', state: 'current', suffix: reading.suffix ?? null };
}

function whyNot(kind: 'hidden' | 'short' | 'unreadable', typed: string): string {
  if (kind === 'short') return 'An extension or a short number is never a client.';
  return `${JSON.stringify(typed)} can't be read as a phone number.`;
}

/** Of these numbers, those of the company itself: its DIDs, and its employees' own. */
export async function findOwnNumbers(
  tx: Tx,
  workspaceId: string,
  numbers: readonly string[],
): Promise<{ e164: string; whose: 'company' | 'employee' }[]> {
  const { rows } = await sql<{ e164: string; whose: 'company' | 'employee' }>`
    select did as e164, 'company' as whose from pbx_numbers where workspace_id = ${workspaceId} and did = any(${numbers})
    union all select e164, 'employee' from user_numbers where workspace_id = ${workspaceId} and e164 = any(${numbers})
  `.execute(tx);
  return rows;
}

/**
 * @param before - numbers the client has already are not asked about again.
 * @throws {AppError} `own-number`: calls of the company's own numbers are no client calls.
 */
export async function refuseOwnNumbers(
  tx: Tx,
  { workspaceId, numbers, before }: { workspaceId: string; numbers: readonly ClientNumber[]; before: readonly ClientNumber[] },
): Promise<void> {
  const fresh = numbers.map(({ e164 }) => e164).filter((e164) => !before.some((number) => number.e164 === e164));
  const [own] = fresh.length > 0 ? await findOwnNumbers(tx, workspaceId, fresh) : [];
  if (!own) return;
  const index = numbers.findIndex(({ e164 }) => e164 === own.e164);
  const detail = `${own.e164} is a number of ${own.whose === 'company' ? 'your own company' : 'an employee'}.`;
  throw new AppError('own-number', detail, { errors: [{ pointer: `/phones/${index}/number`, detail }] });
}
