import { DEFAULT_DIALLING, DEFAULT_FEATURES, type DiallingRules, type Features } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import { AppError } from '../errors.ts';
import { mergePatch } from './merge-patch.ts';

/** One PBX account of a workspace, with what of the workspace belongs to it. */
export type Connection = {
  workspaceId: string;
  id: string;
  slug: string;
  country: string;
  provider: string;
  apiKey: string | null;
  sealedSecret: string | null;
  areaCode: string | null;
  accountTimezone: string;
  timezoneConfirmedAt: Date | null;
  defaultResponsibleId: string | null;
  ipAllowList: { enabled: boolean; ranges: string[] };
  features: Features;
  dialling: DiallingRules;
  pbxId: string | null;
  extensionsRefreshedAt: Date | null;
  recordSeenAt: Date | null;
  /** 5.8: the PBX can't reach us; the journal comes from the statistics alone. */
  journalOnly: boolean;
  /** How old a missed call found by comparing may be to make a reminder. */
  remindMissedHours: number;
  version: number;
};

type Queries = Kysely<Database>; // a transaction, too

/** The connection that is shown: the workspace's first. @throws {AppError} `not-found` when the workspace has none. */
export async function findConnection(db: Queries, workspaceId: string, { lock = false } = {}): Promise<Connection> {
  const { rows } = await sql<Connection>`
    select c.workspace_id as "workspaceId", c.id, w.slug, w.country, c.provider, c.api_key as "apiKey", c.sealed_secret as "sealedSecret",
      c.area_code as "areaCode", c.account_timezone as "accountTimezone", c.timezone_confirmed_at as "timezoneConfirmedAt",
      c.default_responsible_id as "defaultResponsibleId", c.ip_allow_list as "ipAllowList", c.features, c.dialling, c.pbx_id as "pbxId",
      c.extensions_refreshed_at as "extensionsRefreshedAt", c.record_seen_at as "recordSeenAt",
      c.journal_only as "journalOnly", c.remind_missed_hours as "remindMissedHours", c.version
    from connections c join workspaces w on w.id = c.workspace_id
    where c.workspace_id = ${workspaceId}
    order by c.created_at, c.id limit 1
    ${lock ? sql`for update of c` : sql``}
  `.execute(db);
  const connection = rows[0];
  if (connection === undefined) throw new AppError('not-found', 'This workspace has no telephony connection.');
  const dialling = { ...DEFAULT_DIALLING, ...connection.dialling };
  return { ...connection, features: completeFeatures(connection.features), dialling };
}

/** Options that came with a later version have their defaults in connections that are older. */
function completeFeatures(stored: unknown): Features {
  return mergePatch(DEFAULT_FEATURES, stored) as Features; // the defaults fix the shape, and only checked patches are stored
}

/** Tells every server process, when the transaction commits, that its copy of this connection is old. */
export async function touchConnection(db: Queries, { workspaceId, id }: Pick<Connection, 'workspaceId' | 'id'>): Promise<void> {
  await sql`update connections set version = version + 1 where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
  await sql`select pg_notify('carillon_connections', ${id})`.execute(db);
}

export const isConnected = (connection: Pick<Connection, 'apiKey' | 'sealedSecret'>): boolean =>
  connection.apiKey !== null && connection.sealedSecret !== null;
