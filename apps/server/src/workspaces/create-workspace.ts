import { DEFAULT_FEATURES } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';
import { suggestTimezone } from './suggest-timezone.ts';

type NewWorkspace = {
  slug: string;
  name: string;
  /** ISO 3166, two capital letters. */
  country: string;
  /** `zadarma` unless the operator has another default. */
  provider?: string;
  at: Date;
};

/**
 * Makes a company's CRM with its one PBX connection: not connected yet, every telephony feature off.
 * From here on the transaction works in this workspace.
 */
export async function createWorkspace(
  tx: Tx,
  { slug, name, country, provider = 'zadarma', at }: NewWorkspace,
): Promise<{ workspaceId: string; connectionId: string }> {
  const workspaceId = uuidv7();
  const connectionId = uuidv7();
  await sql`select set_config('app.workspace_id', ${workspaceId}, true)`.execute(tx);
  await tx.insertInto('workspaces').values({ id: workspaceId, slug, name, country, created_at: at }).execute();
  await tx
    .insertInto('connections')
    .values({
      workspace_id: workspaceId,
      id: connectionId,
      provider,
      account_timezone: suggestTimezone(country),
      features: JSON.stringify(DEFAULT_FEATURES),
      created_at: at,
    })
    .execute();
  return { workspaceId, connectionId };
}
