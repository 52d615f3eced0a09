import type { TelephonySettings } from '@carillon/contract';
import { sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { type Connection, findConnection, isConnected } from '../../provider/connection.ts';
import type { SettingsDeps } from './settings-deps.ts';
import { webhookUrl } from './webhook-url.ts';

/** The telephony settings as the page shows them; of the secret only that there is one. */
export async function readSettings(deps: SettingsDeps, workspaceId: string): Promise<TelephonySettings> {
  return inWorkspace(deps.db, workspaceId, async (tx) => {
    const connection = await findConnection(tx, workspaceId);
    const seen = await readSigns(tx, connection, deps.now());
    return {
      provider: connection.provider,
      providers: deps.providers.map(({ id, name, keysUrl, ipRanges, webPhone }) => ({
        id,
        name,
        keysUrl,
        ipRanges,
        browserPhone: webPhone !== null,
      })),
      apiKey: connection.apiKey,
      secretSet: connection.sealedSecret !== null,
      connected: isConnected(connection),
      country: connection.country,
      areaCode: connection.areaCode,
      accountTimezone: connection.accountTimezone,
      timezoneConfirmed: connection.timezoneConfirmedAt !== null,
      clockSkewMinutes: seen.clockSkewMinutes,
      webhookUrl: webhookUrl(deps, connection.slug),
      defaultResponsibleId: connection.defaultResponsibleId,
      ipAllowList: connection.ipAllowList,
      features: connection.features,
      dialling: connection.dialling,
      reconciliation: { journalOnly: connection.journalOnly, remindMissedHours: connection.remindMissedHours },
      refusedRecently: seen.refusedRecently,
      lastEventAt: seen.lastEventAt?.toISOString() ?? null,
    };
  });
}

type Signs = { lastEventAt: Date | null; refusedRecently: number; clockSkewMinutes: number | null };

async function readSigns(tx: Tx, { workspaceId, id }: Connection, now: Date): Promise<Signs> {
  const { rows } = await sql<Signs>`
    select
      (select received_at from webhook_deliveries where workspace_id = ${workspaceId} and connection_id = ${id}
        order by received_at desc limit 1) as "lastEventAt",
      (select count(*)::int from quarantined_deliveries
        where workspace_id = ${workspaceId} and connection_id = ${id} and received_at > ${now}::timestamptz - interval '5 minutes') as "refusedRecently",
      (select quarter_hours * 15 from clock_disagreements
        where workspace_id = ${workspaceId} and connection_id = ${id} and seen_at > ${now}::timestamptz - interval '1 hour' and quarter_hours <> 0
        group by quarter_hours having count(*) >= 3 order by max(seen_at) desc limit 1) as "clockSkewMinutes"
  `.execute(tx);
  return rows[0] ?? { lastEventAt: null, refusedRecently: 0, clockSkewMinutes: null };
}
