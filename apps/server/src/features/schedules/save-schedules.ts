import type { Schedule } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { scheduleFault } from './schedule-faults.ts';

/** Schedules by name, the default one first. `only`: just this one. */
export async function listSchedules(tx: Tx, { workspaceId, only }: { workspaceId: string; only?: string }): Promise<Schedule[]> {
  const { rows } = await sql<Schedule>`
    select id, name, timezone, weekly, exceptions, is_default as "isDefault" from schedules
    where workspace_id = ${workspaceId} ${only === undefined ? sql`` : sql`and id = ${only}`}
    order by is_default desc, name collate "und-x-icu", id
  `.execute(tx);
  return rows;
}

/** Makes or changes one. The first is the default; a new default takes the place of the old. @throws {AppError} `invalid`. */
export async function saveSchedule(
  tx: Tx,
  workspaceId: string,
  schedule: Omit<Schedule, 'id'> & { id?: string },
): Promise<Schedule> {
  const fault = scheduleFault(schedule);
  if (fault) throw invalid(fault.pointer, fault.detail);
  await lockSchedules(tx, workspaceId);
  const others = (await listSchedules(tx, { workspaceId })).filter(({ id }) => id !== schedule.id);
  const hasDefault = others.some(({ isDefault }) => isDefault);
  if (schedule.id !== undefined && !schedule.isDefault && !hasDefault) {
    throw invalid('/isDefault', 'must stay true: make another schedule the default instead');
  }
  const isDefault = schedule.isDefault || !hasDefault;
  if (isDefault)
    await sql`update schedules set is_default = false where workspace_id = ${workspaceId} and is_default`.execute(tx);
  const id = schedule.id ?? uuidv7();
  const { name, timezone, weekly, exceptions } = schedule;
  await sql`
    insert into schedules (workspace_id, id, name, timezone, weekly, exceptions, is_default)
    values (${workspaceId}, ${id}, ${name}, ${timezone}, ${JSON.stringify(weekly)}::jsonb, ${JSON.stringify(exceptions)}::jsonb, ${isDefault})
    on conflict (workspace_id, id) do update set name = excluded.name, timezone = excluded.timezone, weekly = excluded.weekly,
      exceptions = excluded.exceptions, is_default = excluded.is_default
  `.execute(tx);
  return { id, name, timezone, weekly, exceptions, isDefault };
}

/** @throws {AppError} `not-found`; `conflict` for one that a number uses, or the default while there are others. */
export async function deleteSchedule(tx: Tx, workspaceId: string, id: string): Promise<Schedule> {
  await lockSchedules(tx, workspaceId);
  const all = await listSchedules(tx, { workspaceId });
  const schedule = all.find((each) => each.id === id);
  if (!schedule) throw new AppError('not-found', 'There is no such schedule.');
  if (schedule.isDefault && all.length > 1)
    throw new AppError('conflict', 'This is the default schedule: make another one the default first.');
  const { rows } = await sql<{
    did: string;
  }>`select did from pbx_numbers where workspace_id = ${workspaceId} and schedule_id = ${id} order by did`.execute(tx);
  if (rows.length > 0) throw new AppError('conflict', `These numbers use it: ${rows.map(({ did }) => did).join(', ')}.`);
  await sql`delete from schedules where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  return schedule;
}

/** Who is the default is a matter of all schedules: one change at a time. */
async function lockSchedules(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`schedules ${workspaceId}`}, 0))`.execute(tx);
}
