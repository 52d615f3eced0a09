import type { SmsTemplate, SmsTemplateCreate } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../audit/audit.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError, invalid } from '../../errors.ts';
import { fillTemplate, strangePlaceholder } from './fill-template.ts';

type By = { workspaceId: string; userId: string };
type Deps = { db: Kysely<Database>; now: () => Date };

/** The company's own templates, by title. */
export async function listTemplates(tx: Tx, workspaceId: string): Promise<SmsTemplate[]> {
  const { rows } = await sql<SmsTemplate>`
    select id, title, body as text from sms_templates where workspace_id = ${workspaceId} order by lower(title), id
  `.execute(tx);
  return rows;
}

/** The same, with the names of whoever writes and of the one client with this number; of several nobody is greeted. */
export async function filledTemplates(tx: Tx, { workspaceId, userId }: By, e164: string): Promise<SmsTemplate[]> {
  const templates = await listTemplates(tx, workspaceId);
  if (templates.length === 0) return [];
  const { rows } = await sql<{ employee: string; company: string; clients: string[] }>`
    select u.name as employee, w.name as company,
      array(select distinct coalesce(nullif(concat_ws(' ', c.given_name, c.patronymic), ''), c.name) from client_numbers n
        join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id and c.archived_at is null
        where n.workspace_id = ${workspaceId} and n.e164 = ${e164} and n.state = 'current') as clients
    from users u join workspaces w on w.id = u.workspace_id where u.workspace_id = ${workspaceId} and u.id = ${userId}
  `.execute(tx);
  const { employee = null, company = null, clients = [] } = rows[0] ?? {};
  const client = clients.length === 1 ? (clients[0] ?? null) : null;
  return templates.map((template) => ({ ...template, text: fillTemplate(template.text, { client, employee, company }) }));
}

/** @throws {AppError} `invalid` for what nothing is filled in for, `conflict` for a title that is taken. */
export async function addTemplate({ db, now }: Deps, by: By, { title, text }: SmsTemplateCreate): Promise<SmsTemplate> {
  refuseStrange(text);
  const made = { id: uuidv7(), title: title.trim(), text: text.trim() };
  await onceTitled(() =>
    inWorkspace(db, by.workspaceId, async (tx) => {
      await sql`
        insert into sms_templates (workspace_id, id, title, body, created_by, created_at)
        values (${by.workspaceId}, ${made.id}, ${made.title}, ${made.text}, ${by.userId}, ${now()})
      `.execute(tx);
      await audit(tx, { ...by, action: 'sms-template.added', about: { id: made.id, title: made.title }, at: now() });
    }),
  );
  return made;
}

/** @throws {AppError} as `addTemplate`, and `not-found`. */
export async function changeTemplate(
  { db, now }: Deps,
  by: By,
  { id, title, text }: { id: string; title?: string; text?: string },
): Promise<SmsTemplate> {
  if (text !== undefined) refuseStrange(text);
  return onceTitled(() =>
    inWorkspace(db, by.workspaceId, async (tx) => {
      const { rows } = await sql<SmsTemplate>`
        update sms_templates set title = coalesce(${title?.trim() ?? null}, title), body = coalesce(${text?.trim() ?? null}, body)
        where workspace_id = ${by.workspaceId} and id = ${id} returning id, title, body as text
      `.execute(tx);
      if (!rows[0]) throw new AppError('not-found', 'There is no such template.');
      await audit(tx, { ...by, action: 'sms-template.changed', about: { id, title: rows[0].title }, at: now() });
      return rows[0];
    }),
  );
}

/** @throws {AppError} `not-found`. */
export async function removeTemplate({ db, now }: Deps, by: By, id: string): Promise<void> {
  await inWorkspace(db, by.workspaceId, async (tx) => {
    const { rows } = await sql<{ title: string }>`
      delete from sms_templates where workspace_id = ${by.workspaceId} and id = ${id} returning title
    `.execute(tx);
    if (!rows[0]) throw new AppError('not-found', 'There is no such template.');
    await audit(tx, { ...by, action: 'sms-template.removed', about: { id, title: rows[0].title }, at: now() });
  });
}

function refuseStrange(text: string): void {
  const strange = strangePlaceholder(text);
  if (strange !== undefined)
    throw invalid('/text', `Nothing is filled in for ${strange}: use {client}, {employee} or {company}.`);
}

async function onceTitled<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505')
      throw new AppError('conflict', 'There is a template with this title already.', { cause: error });
    throw error;
  }
}
