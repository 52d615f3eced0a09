import type { AboutType } from '@carillon/contract';
import { sql } from 'kysely';
import { touchAutomatic } from '../clients/touch-automatic.ts';
import type { Tx } from '../db/in-workspace.ts';
import { invalid } from '../errors.ts';

type About = { workspaceId: string; about: { type: AboutType; id: string } | null | undefined; at: Date };

/** Whatever a person writes about is there, and no longer untouched (6.9). @throws {AppError} `invalid` */
export async function requireAbout(tx: Tx, { workspaceId, about, at }: About): Promise<void> {
  if (about === null || about === undefined) return;
  const { type, id } = about;
  const { rows } = await found(type, { workspaceId, id }).execute(tx);
  if (rows.length === 0) throw invalid('/about/id', `There is no such ${type}.`);
  if (type !== 'deal' && type !== 'call') await touchAutomatic(tx, { workspaceId, clientIds: [id], at });
}

function found(type: AboutType, { workspaceId, id }: { workspaceId: string; id: string }) {
  switch (type) {
    case 'deal':
      return sql`select id from deals where workspace_id = ${workspaceId} and id = ${id} for key share`;
    case 'call':
      return sql`select id from calls where workspace_id = ${workspaceId} and id = ${id} and confirmed`;
    case 'contact':
    case 'company':
    case 'lead':
      return sql`select id from clients where workspace_id = ${workspaceId} and id = ${id} and type = ${type} for key share`;
    default:
      return type satisfies never;
  }
}
