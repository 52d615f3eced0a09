import type { CallView, NoteAboutType, TimelineItem, TimelineQuery } from '@carillon/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { readPlaceCursor, toCursor } from '../../http/cursor.ts';
import { loadDeals, showDeal } from '../../work/load-deals.ts';
import { loadNotes, showNote } from '../../work/load-notes.ts';
import { loadSms, showSms } from '../../work/load-sms.ts';
import { loadTasks, showTask } from '../../work/load-tasks.ts';

/** Calls with these ids, of which those that are no row of the journal are left out. */
export type ReadCalls = (tx: Tx, workspaceId: string, ids: readonly string[]) => Promise<CallView[]>;
type Whose = { type: NoteAboutType; id: string };
type Kind = TimelineItem['type'];
type Found = { kind: Kind; id: string; place: string };

const DEALS_MAX = 200; // whose notes and tasks stand in a client's timeline

/**
 * A page of what happened with a client or deal, the newest first. A client's has the notes and tasks of its deals too; a converted
 * lead's is that of the contact it became.
 *
 * @throws {AppError} `not-found`
 */
export async function readTimeline(
  tx: Tx,
  { workspaceId, query, readCalls, now }: { workspaceId: string; query: TimelineQuery; readCalls: ReadCalls; now: Date },
): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const { limit = 50, cursor, only } = query;
  const whose = await findWhose(tx, workspaceId, { type: query.aboutType, id: query.aboutId });
  const sources = Object.entries(await sourcesOf(tx, workspaceId, whose)).filter(([kind]) => (only ?? kind) === kind);
  const after = readPlaceCursor(cursor);
  const page = sources.map(([kind, { rows, at }]) => {
    const from =
      after &&
      sql`and ${at} <= ${after.place}::timestamptz and (${at} < ${after.place}::timestamptz or x.id > ${after.id}::uuid)`;
    return sql`(select ${kind}::text as kind, x.id, ${at} as at ${rows} ${from ?? sql``} order by ${at} desc, x.id limit ${limit + 1})`;
  });
  const { rows } = await sql<Found>`
    select kind, id, at::text as place from (${sql.join(page, sql` union all `)}) found order by at desc, id limit ${limit + 1}
  `.execute(tx);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await loadItems(tx, { workspaceId, shown, readCalls, now }),
    nextCursor: last ? toCursor([last.place, last.id]) : null,
  };
}

async function findWhose(tx: Tx, workspaceId: string, { type, id }: Whose): Promise<Whose> {
  const { rows } =
    type === 'deal'
      ? await sql<{
          became: string | null;
        }>`select null as became from deals where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
      : await sql<{ became: string | null }>`
          select converted_to ->> 'contactId' as became from clients where workspace_id = ${workspaceId} and id = ${id} and type = ${type}
        `.execute(tx);
  if (!rows[0]) throw new AppError('not-found', `There is no such ${type}.`);
  return rows[0].became === null ? { type, id } : { type: 'contact', id: rows[0].became };
}

type Source = { rows: RawBuilder<unknown>; at: RawBuilder<unknown> };

async function sourcesOf(tx: Tx, workspaceId: string, { type, id }: Whose): Promise<Partial<Record<Kind, Source>>> {
  const isClient = type === 'contact' || type === 'company';
  const own = sql`x.workspace_id = ${workspaceId}`;
  const deals = isClient ? await dealsOf(tx, workspaceId, { type, id }) : [];
  const numbers = type === 'deal' ? [] : await numbersOf(tx, workspaceId, id);
  const about = sql`((x.about_type = ${type} and x.about_id = ${id}) or (x.about_type = 'deal' and x.about_id = any(${deals}::uuid[])))`;
  return {
    note: { rows: sql`from notes x where ${own} and ${about}`, at: sql`x.at` },
    task: { rows: sql`from tasks x where ${own} and ${about}`, at: sql`x.created_at` },
    ...(isClient
      ? {
          deal: {
            rows: sql`from deals x where ${own} and x.${sql.ref(`${type}_id`)} = ${id} and x.archived_at is null`,
            at: sql`x.created_at`,
          },
        }
      : {}),
    ...(type === 'deal'
      ? {}
      : {
          call: {
            rows: sql`from call_clients l join calls x on x.workspace_id = l.workspace_id and x.id = l.call_id
              where l.workspace_id = ${workspaceId} and l.client_id = ${id} and x.confirmed and x.linked_call_id is null`,
            at: sql`x.started_at`,
          },
          sms: { rows: sql`from sms_messages x where ${own} and x.e164 = any(${numbers}::text[])`, at: sql`x.at` },
        }),
  };
}

async function dealsOf(
  tx: Tx,
  workspaceId: string,
  { type, id }: { type: 'contact' | 'company'; id: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from deals where workspace_id = ${workspaceId} and ${sql.ref(`${type}_id`)} = ${id} and archived_at is null
    order by updated_at desc limit ${DEALS_MAX}
  `.execute(tx);
  return rows.map((row) => row.id);
}

/** A number that was theirs keeps what was written with it, as it keeps its calls; one that never was does not (5.2). */
async function numbersOf(tx: Tx, workspaceId: string, clientId: string): Promise<string[]> {
  const { rows } = await sql<{ e164: string }>`
    select e164 from client_numbers where workspace_id = ${workspaceId} and client_id = ${clientId} and state <> 'wrong'
  `.execute(tx);
  return rows.map((row) => row.e164);
}

type Load = { now: Date; workspaceId: string; shown: readonly Found[]; readCalls: ReadCalls };

async function loadItems(tx: Tx, { workspaceId, shown, readCalls, now }: Load): Promise<TimelineItem[]> {
  const idsOf = (kind: Kind): string[] => shown.filter((each) => each.kind === kind).map(({ id }) => id);
  const items: TimelineItem[] = [
    ...(await readCalls(tx, workspaceId, idsOf('call'))).map((call) => ({ type: 'call' as const, at: call.startedAt, call })),
    ...(await loadNotes(tx, workspaceId, idsOf('note'))).map((note) => ({
      type: 'note' as const,
      at: note.at.toISOString(),
      note: showNote(note),
    })),
    ...(await loadTasks(tx, workspaceId, idsOf('task')))
      .map(showTask)
      .map((task) => ({ type: 'task' as const, at: task.createdAt, task })),
    ...(await loadDeals(tx, workspaceId, idsOf('deal')))
      .map(showDeal)
      .map((deal) => ({ type: 'deal' as const, at: deal.createdAt, deal })),
    ...(await loadSms(tx, workspaceId, idsOf('sms')))
      .map((row) => showSms(row, now))
      .map((sms) => ({ type: 'sms' as const, at: sms.at, sms })),
  ];
  const order = new Map(shown.map(({ id }, index) => [id, index]));
  return items.toSorted((a, b) => (order.get(idOf(a)) ?? 0) - (order.get(idOf(b)) ?? 0));
}

function idOf(item: TimelineItem): string {
  switch (item.type) {
    case 'call':
      return item.call.id;
    case 'note':
      return item.note.id;
    case 'task':
      return item.task.id;
    case 'deal':
      return item.deal.id;
    case 'sms':
      return item.sms.id;
    default:
      return item satisfies never;
  }
}
