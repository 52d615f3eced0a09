import type { LetterFault, ReportLetter, WeeklyReport } from '@carillon/contract';
import { nextWeekly } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { reportZone } from './plan-reports.ts';

type Asked = { workspaceId: string; userId: string; canSend: boolean; now: Date };
type Settings = {
  enabled: boolean;
  weekday: number;
  hour: number;
  timezone: string | null;
  week: string | null;
  receiverIds: string[];
};
type Letter = {
  userId: string;
  name: string;
  waits: boolean;
  madeAt: Date;
  sentAt: Date | null;
  fault: LetterFault | null;
};

/** How the weekly report is set, and what became of the last one and of my last trial. */
export async function readReport(tx: Tx, { workspaceId, userId, canSend, now }: Asked): Promise<WeeklyReport> {
  const { enabled, weekday, hour, week, receiverIds, ...stored } = await readSettings(tx, workspaceId);
  const timezone = reportZone(stored.timezone);
  const letters = await readLetters(
    tx,
    sql`l.workspace_id = ${workspaceId} and not l.trial and l.week = ${week} order by u.name, u.id`,
  );
  const [trial] = await readLetters(
    tx,
    sql`l.workspace_id = ${workspaceId} and l.trial and l.user_id = ${userId} order by l.id desc limit 1`,
  );
  return {
    enabled,
    weekday,
    hour,
    timezone,
    receiverIds,
    canSend,
    nextAt: enabled && canSend ? nextWeekly(now, { timezone, weekday, hour }).toISOString() : null,
    week: letters.length === 0 ? null : week,
    letters,
    trial: trial ?? null,
  };
}

async function readSettings(tx: Tx, workspaceId: string): Promise<Settings> {
  const { rows } = await sql<Settings>`
    select r.enabled_at is not null as enabled, coalesce(r.weekday, 1) as weekday, coalesce(r.hour, 8) as hour, r.planned_week as week,
      (select account_timezone from connections where workspace_id = ${workspaceId} order by created_at, id limit 1) as timezone,
      array(select g.user_id from weekly_report_receivers g join users u on u.workspace_id = g.workspace_id and u.id = g.user_id and u.active
        where g.workspace_id = ${workspaceId} and u.role in ('admin', 'supervisor') order by u.name, u.id) as "receiverIds"
    from workspaces w left join weekly_reports r on r.workspace_id = w.id where w.id = ${workspaceId}
  `.execute(tx);
  if (!rows[0]) throw new Error('Who is signed in has a workspace.');
  return rows[0];
}

async function readLetters(tx: Tx, which: ReturnType<typeof sql>): Promise<ReportLetter[]> {
  const { rows } = await sql<Letter>`
    select l.user_id as "userId", u.name, l.mail_at is not null as waits, l.made_at as "madeAt", l.sent_at as "sentAt", l.fault
    from weekly_report_letters l join users u on u.workspace_id = l.workspace_id and u.id = l.user_id where ${which}
  `.execute(tx);
  return rows.map(({ userId, name, waits, madeAt, sentAt, fault }) => ({
    user: { id: userId, name },
    state: sentAt ? 'sent' : waits ? 'waiting' : fault ? 'failed' : 'withdrawn',
    madeAt: madeAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    fault,
  }));
}
