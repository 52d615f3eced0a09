import type { WeeklyReportPatch } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';

type Change = { workspaceId: string; userId: string; canSend: boolean; patch: WeeklyReportPatch; at: Date };

/**
 * Sets when the report goes, and to whom.
 *
 * @throws {AppError} `conflict` for switching it on without a mail server, `invalid` for receivers who are no leaders, or none at all.
 */
export async function changeReport(tx: Tx, { workspaceId, userId, canSend, patch, at }: Change): Promise<void> {
  const { enabled, weekday = null, hour = null, receiverIds } = patch;
  if (enabled === true && !canSend) throw new AppError('conflict', 'This installation has no mail server.');
  await sql`insert into weekly_reports (workspace_id) values (${workspaceId}) on conflict do nothing`.execute(tx);
  await sql`
    update weekly_reports set weekday = coalesce(${weekday}, weekday), hour = coalesce(${hour}, hour),
      enabled_at = case when ${enabled ?? null}::boolean is null then enabled_at when ${enabled ?? null}::boolean then coalesce(enabled_at, ${at}) end
    where workspace_id = ${workspaceId}
  `.execute(tx);
  if (receiverIds !== undefined) await saveReceivers(tx, workspaceId, receiverIds);
  await refuseNobody(tx, workspaceId);
  await audit(tx, { workspaceId, userId, action: 'weekly-report.changed', about: { ...patch }, at });
}

async function saveReceivers(tx: Tx, workspaceId: string, receiverIds: readonly string[]): Promise<void> {
  const ids = [...receiverIds];
  const { rows } = await sql<{ id: string }>`
    select id from users where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and active and role in ('admin', 'supervisor')
  `.execute(tx);
  if (rows.length < ids.length) throw invalid('/receiverIds', 'must be active administrators and supervisors');
  await sql`delete from weekly_report_receivers where workspace_id = ${workspaceId} and user_id <> all(${ids}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into weekly_report_receivers (workspace_id, user_id) select ${workspaceId}, unnest(${ids}::uuid[]) on conflict do nothing
  `.execute(tx);
}

async function refuseNobody(tx: Tx, workspaceId: string): Promise<void> {
  const { rows } = await sql<{ nobody: boolean }>`
    select r.enabled_at is not null and not exists (select from weekly_report_receivers g where g.workspace_id = ${workspaceId}) as nobody
    from weekly_reports r where r.workspace_id = ${workspaceId}
  `.execute(tx);
  if (rows[0]?.nobody === true) throw invalid('/receiverIds', 'must name somebody while the report is switched on');
}
