import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/in-workspace.ts';
import { notify } from '../../notices/notify.ts';
import type { Connection } from '../../provider/connection.ts';
import { BY_API, type Cause, type Scope } from './causes.ts';

type Look = { connection: Pick<Connection, 'workspaceId' | 'id'>; scope: Scope; causes: readonly Cause[]; at: Date };

const providersWord = sql`(alert = 'notifications-silent' or alert = 'keys-reissued' and subject = ${BY_API})`;

/** Makes the open alerts of this scope those that there are causes for: administrators hear of each new one once, and its notice goes when it has healed. */
export async function settleAlerts(tx: Tx, { connection, scope, causes, at }: Look): Promise<void> {
  const { workspaceId, id } = connection;
  await raiseAlerts(tx, { connection, causes, at });
  const { rows: healed } = await sql<{ alert: string; subject: string }>`
    update telephony_alerts set healed_at = ${at}
    where workspace_id = ${workspaceId} and connection_id = ${id} and healed_at is null and ${providersWord} = ${scope === 'provider'}
      and not (alert || ' ' || subject = any(${causes.map(({ alert, subject }) => `${alert} ${subject}`)}::text[]))
    returning alert, subject
  `.execute(tx);
  await putAside(tx, { workspaceId, at }, healed);
}

/** Opens an alert for each cause that has none, and tells administrators of it; the others stay as they are. */
export async function raiseAlerts(tx: Tx, { connection, causes, at }: Omit<Look, 'scope'>): Promise<void> {
  const { workspaceId, id } = connection;
  const rows = causes.map((cause) => ({ ...cause, id: uuidv7() }));
  const { rows: raised } = await sql<Cause & { isNew: boolean }>`
    insert into telephony_alerts as a (workspace_id, id, connection_id, alert, subject, detail, raised_at)
    select ${workspaceId}, r.id, ${id}, r.alert, r.subject, r.detail, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, alert text, subject text, detail text)
    on conflict (workspace_id, connection_id, alert, subject) where healed_at is null do update set detail = excluded.detail
    returning a.alert, a.subject, a.detail, a.raised_at = ${at}::timestamptz as "isNew"
  `.execute(tx);
  for (const cause of raised.filter(({ isNew }) => isNew)) await tellAdministrators(tx, { workspaceId, at }, cause);
}

/** 1.6: something was heard of the provider again. */
export async function endSilence(
  tx: Tx,
  { workspaceId, id }: Look['connection'],
  { lastEventAt, at }: { lastEventAt: Date; at: Date },
): Promise<void> {
  const { rows: healed } = await sql<{ alert: string; subject: string }>`
    update telephony_alerts set healed_at = ${at}
    where workspace_id = ${workspaceId} and connection_id = ${id} and healed_at is null and alert = 'notifications-silent' and subject = ''
      and raised_at < ${lastEventAt}
    returning alert, subject
  `.execute(tx);
  await putAside(tx, { workspaceId, at }, healed);
}

type Where = { workspaceId: string; at: Date };

async function putAside(
  tx: Tx,
  { workspaceId, at }: Where,
  healed: readonly { alert: string; subject: string }[],
): Promise<void> {
  for (const { alert, subject } of healed) {
    await sql`
      update notifications set read_at = ${at} where workspace_id = ${workspaceId} and kind = 'telephony-alert' and read_at is null
        and starts_with(dedupe_key, ${keyOf({ alert, subject })})
    `.execute(tx);
  }
}

/** Once a day at most: what comes and goes is not told each time. */
async function tellAdministrators(tx: Tx, { workspaceId, at }: Where, { alert, subject, detail }: Cause): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from users where workspace_id = ${workspaceId} and role = 'admin' and active order by id
  `.execute(tx);
  await notify(tx, {
    workspaceId,
    to: rows.map(({ id }) => id),
    kind: 'telephony-alert',
    dedupeKey: `${keyOf({ alert, subject })}${at.toISOString().slice(0, 10)}`,
    data: {
      alert,
      ...(alert === 'number-expiring' ? { did: subject } : {}),
      ...(detail === null || alert === 'report-failed' ? {} : { detail }), // there it is a code, which the page puts into words
    },
    at,
  });
}

const keyOf = ({ alert, subject }: { alert: string; subject: string }): string => `telephony-alert ${alert} ${subject} `;
