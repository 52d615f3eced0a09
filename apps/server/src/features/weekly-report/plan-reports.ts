import { isTimezone, lastWeekly, weekBefore } from '@carillon/telephony';
import { type Kysely, sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';

type Switched = {
  workspaceId: string;
  weekday: number;
  hour: number;
  enabledAt: Date;
  timezone: string | null;
  plannedWeek: string | null;
};

/** Later than this, last week's figures are old news: after a long outage the next report is the next one. */
const LATE_MAX_MS = 3 * 86_400_000;

/** Writes down the letters that are due, of all workspaces: each week's once, whoever asks how often. */
export async function planReports({ db, now }: { db: Kysely<Database>; now: () => Date }): Promise<void> {
  const { rows } = await sql<Switched>`
    select workspace_id as "workspaceId", weekday, hour, enabled_at as "enabledAt", timezone, planned_week as "plannedWeek" from weekly_reports_on()
  `.execute(db);
  const at = now();
  for (const { workspaceId, weekday, hour, enabledAt, timezone, plannedWeek } of rows) {
    const zone = reportZone(timezone);
    const due = lastWeekly(at, { timezone: zone, weekday, hour });
    if (due < enabledAt || +at - +due > LATE_MAX_MS) continue;
    const { monday } = weekBefore(due, zone);
    if (plannedWeek === null || plannedWeek < monday)
      await inWorkspace(db, workspaceId, (tx) => planWeek(tx, { workspaceId, week: monday, at }));
  }
}

/** The account's zone; UTC where there is none that can be computed with. */
export const reportZone = (timezone: string | null): string => (timezone !== null && isTimezone(timezone) ? timezone : 'UTC');

/** The mark of the week and its letters are one transaction. */
async function planWeek(tx: Tx, { workspaceId, week, at }: { workspaceId: string; week: string; at: Date }): Promise<void> {
  const { rows } = await sql<{ userId: string }>`
    with marked as (
      update weekly_reports set planned_week = ${week}
      where workspace_id = ${workspaceId} and enabled_at is not null and (planned_week is null or planned_week < ${week}) returning workspace_id)
    select u.id as "userId" from marked
    join weekly_report_receivers r on r.workspace_id = marked.workspace_id
    join users u on u.workspace_id = r.workspace_id and u.id = r.user_id and u.active and u.role in ('admin', 'supervisor')
    order by u.id
  `.execute(tx);
  for (const { userId } of rows) await insertLetter(tx, { workspaceId, userId, week, trial: false, at });
}

type NewLetter = { workspaceId: string; userId: string; week: string; trial: boolean; at: Date };

/** A letter that is there already, or a trial that is on its way, stays the only one. */
export async function insertLetter(tx: Tx, { workspaceId, userId, week, trial, at }: NewLetter): Promise<void> {
  await sql`
    insert into weekly_report_letters (workspace_id, id, user_id, week, trial, made_at, mail_at)
    values (${workspaceId}, ${uuidv7()}, ${userId}, ${week}, ${trial}, ${at}, ${at}) on conflict do nothing
  `.execute(tx);
}
