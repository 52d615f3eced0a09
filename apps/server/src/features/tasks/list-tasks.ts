import type { Task, TaskListQuery } from '@carillon/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { readPlaceCursor, toCursor } from '../../http/cursor.ts';
import { loadTasks, showTask } from '../../work/load-tasks.ts';

const COUNTED_MAX = 10_000;

type Asked = { workspaceId: string; query: TaskListQuery; now: Date };
type Order = { place: RawBuilder<unknown>; descending: boolean };
export type TaskPage = { items: Task[]; nextCursor: string | null; total: number | '10000+' };

/** A page of tasks with how many there are in all: open ones the most urgent first, done ones the last done, all the newest. */
export async function listTasks(tx: Tx, asked: Asked): Promise<TaskPage> {
  const { workspaceId, query } = asked;
  const limit = query.limit ?? 50;
  const where = sql.join(conditions(asked), sql` and `);
  const order = orderOf(query);
  const sorted = sql`order by ${order.place} ${order.descending ? sql`desc` : sql`asc`}, t.id`;
  // Sorted, so that the count goes along the index too: few are overdue, and a scan would look for the ten-thousandth to the end.
  const { rows: counts } = await sql<{ count: number }>`
    select count(*)::int as count from (select from tasks t where ${where} ${sorted} limit ${COUNTED_MAX + 1}) counted
  `.execute(tx);
  const { rows } = await sql<{ id: string; place: string }>`
    select t.id, (${order.place})::text as place from tasks t where ${where} ${afterOf(query.cursor, order)}
    ${sorted} limit ${limit + 1}
  `.execute(tx);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const tasks = await loadTasks(
    tx,
    workspaceId,
    page.map(({ id }) => id),
  );
  const count = counts[0]?.count ?? 0;
  return {
    items: tasks.map(showTask),
    nextCursor: last ? toCursor([last.place, last.id]) : null,
    total: count > COUNTED_MAX ? '10000+' : count,
  };
}

// As the indexes have it: a task without a time comes last.
const DUE = sql`coalesce(t.due_at, 'infinity')`;

function orderOf({ done, overdue }: TaskListQuery): Order {
  if (done === false || overdue === true) return { place: DUE, descending: false };
  return { place: done === true ? sql`t.done_at` : sql`t.created_at`, descending: true };
}

/** Ids go upwards within one moment in every order, as in the indexes. */
function afterOf(cursor: string | undefined, { place, descending }: Order): RawBuilder<unknown> {
  const after = readPlaceCursor(cursor);
  if (!after) return sql``;
  if (!descending) return sql`and (${place}, t.id) > (${after.place}::timestamptz, ${after.id}::uuid)`;
  const at = sql`${after.place}::timestamptz`;
  return sql`and ${place} <= ${at} and (${place} < ${at} or t.id > ${after.id}::uuid)`;
}

function conditions({ workspaceId, query, now }: Asked): RawBuilder<unknown>[] {
  const { responsibleId, pool, aboutType, aboutId, kind, done, overdue, dueBefore, dueAfter } = query;
  const parts = [sql`t.workspace_id = ${workspaceId}`];
  if (responsibleId !== undefined) parts.push(sql`t.responsible_id = ${responsibleId}`);
  if (pool === true) parts.push(sql`t.responsible_id is null`);
  if (aboutType !== undefined) parts.push(sql`t.about_type = ${aboutType}`);
  if (aboutId !== undefined) parts.push(sql`t.about_id = ${aboutId}`);
  if (kind !== undefined) parts.push(sql`t.kind = ${kind}`);
  if (done === true) parts.push(sql`t.done_at is not null`);
  if (done === false || overdue === true) parts.push(sql`t.done_at is null`);
  if (overdue === true) parts.push(sql`${DUE} < ${now}`);
  if (overdue === false) parts.push(sql`not (t.done_at is null and ${DUE} < ${now})`);
  if (dueBefore !== undefined) parts.push(sql`${DUE} < ${dueBefore}::timestamptz`);
  if (dueAfter !== undefined) parts.push(sql`${DUE} >= ${dueAfter}::timestamptz and t.due_at is not null`);
  return parts;
}
