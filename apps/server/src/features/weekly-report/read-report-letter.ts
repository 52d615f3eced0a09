import { weekOf } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Letter } from '../../notices/mail-server.ts';
import { workspaceBaseUrl } from '../../workspaces/base-url.ts';
import { speaksRussian } from '../../workspaces/speaks-russian.ts';
import { reportZone } from './plan-reports.ts';
import { type FigureSources, readFigures } from './read-figures.ts';
import { reportHtml } from './report-html.ts';
import { reportPage } from './report-page.ts';
import { reportText } from './report-text.ts';

export type { FigureSources } from './read-figures.ts';

type Where = FigureSources & { publicUrl: string; baseDomain: string | undefined };
type Which = { workspaceId: string; id: string; now: Date };
type Row = { week: string; trial: boolean; email: string; language: string; timezone: string | null };

const GIVEN_UP_AFTER_MS = 3 * 86_400_000;

/** The letter; `undefined` when it is too late for it, or its receiver has gone, is no leader any more, or was taken off the list since. */
export async function readReportLetter(tx: Tx, sources: Where, { workspaceId, id, now }: Which): Promise<Letter | undefined> {
  const { rows } = await sql<Row>`
    select l.week, l.trial, i.email, coalesce(u.locale, w.country) as language, c.account_timezone as timezone
    from weekly_report_letters l
    join users u on u.workspace_id = l.workspace_id and u.id = l.user_id and u.active and u.role in ('admin', 'supervisor')
    join identities i on i.id = u.identity_id
    join workspaces w on w.id = l.workspace_id
    left join lateral (select account_timezone from connections where workspace_id = ${workspaceId} order by created_at, id limit 1) c on true
    where l.workspace_id = ${workspaceId} and l.id = ${id} and l.sent_at is null and (l.trial or l.made_at > ${new Date(+now - GIVEN_UP_AFTER_MS)}
      and exists (select from weekly_reports r where r.workspace_id = ${workspaceId} and r.enabled_at is not null)
      and exists (select from weekly_report_receivers r where r.workspace_id = ${workspaceId} and r.user_id = l.user_id))
  `.execute(tx);
  const [row] = rows;
  if (!row) return undefined;
  const timezone = reportZone(row.timezone);
  const figures = await readFigures(tx, sources, { workspaceId, now, week: weekOf(row.week, timezone), timezone });
  const { publicUrl, baseDomain } = sources;
  const base = await workspaceBaseUrl(tx, { workspaceId, publicUrl, baseDomain });
  const page = reportPage(figures, { language: speaksRussian(row.language) ? 'ru' : 'en', base, isTrial: row.trial });
  return { id, to: row.email, subject: page.subject, text: reportText(page), html: reportHtml(page) };
}
