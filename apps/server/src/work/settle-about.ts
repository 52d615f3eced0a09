import type { AboutType } from '@carillon/contract';
import { sql } from 'kysely';
import { touchAutomatic } from '../clients/touch-automatic.ts';
import type { Tx } from '../db/in-workspace.ts';
import { invalid } from '../errors.ts';

type About<Type extends AboutType> = { type: Type; id: string };
type Asked<Type extends AboutType> = { workspaceId: string; about: About<Type>; at: Date };

/**
 * What a person writes about: it is there, and no longer untouched (6.9). What is about a lead that has been converted, maybe a moment
 * ago, is about the contact it became.
 *
 * @throws {AppError} `invalid` when there is no such thing.
 */
export async function settleAbout<Type extends AboutType>(
  tx: Tx,
  { workspaceId, about, at }: Asked<Type>,
): Promise<About<Type | 'contact'>> {
  const { type, id } = about;
  const { rows } = await found(type, { workspaceId, id }).execute(tx);
  const [row] = rows;
  if (!row) throw invalid('/about/id', `There is no such ${type}.`);
  if (type === 'deal' || type === 'call') return about;
  const became: About<Type | 'contact'> = row.became === null ? about : { type: 'contact', id: row.became };
  await touchAutomatic(tx, { workspaceId, clientIds: [became.id], at });
  return became;
}

/** Kept as it is until the transaction ends: a conversion at the same moment is waited for. */
function found(type: AboutType, { workspaceId, id }: { workspaceId: string; id: string }) {
  switch (type) {
    case 'deal':
      return sql<Row>`select null as became from deals where workspace_id = ${workspaceId} and id = ${id} for key share`;
    case 'call':
      return sql<Row>`select null as became from calls where workspace_id = ${workspaceId} and id = ${id} and confirmed`;
    case 'contact':
    case 'company':
    case 'lead':
      return sql<Row>`
        select converted_to ->> 'contactId' as became from clients
        where workspace_id = ${workspaceId} and id = ${id} and type = ${type} for key share
      `;
    default:
      return type satisfies never;
  }
}

type Row = { became: string | null };
