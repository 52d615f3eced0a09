import { isOpen, type WorkingHours } from '@carillon/telephony';
import { ZadarmaError } from '@carillon/zadarma';
import { sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Connection } from '../../provider/connection.ts';
import { asHours, type StoredHours } from '../../workspaces/as-hours.ts';
import { type Cause, silence } from './causes.ts';
import { countUntold } from './count-untold.ts';
import type { HealthDeps } from './health-deps.ts';

const QUIET_MS = 15 * 60_000;

/** 1.6: in working hours, nothing heard for a quarter of an hour while the provider's statistics grow. `undefined`: no gap, or nobody knows. */
export async function findGap(deps: HealthDeps, connection: Connection, lastEventAt: Date): Promise<Cause | undefined> {
  const now = deps.now();
  if (+now - +lastEventAt < QUIET_MS) return undefined;
  const hours = await inWorkspace(deps.db, connection.workspaceId, (tx) => readHours(tx, connection.workspaceId));
  if (!isOpen(hours, now)) return undefined;
  try {
    const missing = await countUntold(deps, connection, deps.clients.clientFor(connection, 'step'));
    return missing > 0 ? silence('', String(missing)) : undefined;
  } catch (error) {
    if (error instanceof ZadarmaError || error instanceof AppError) return undefined; // the hourly look tells of that
    throw error;
  }
}

async function readHours(tx: Tx, workspaceId: string): Promise<WorkingHours | null> {
  const { rows } = await sql<StoredHours>`
    select timezone, weekly, exceptions from schedules where workspace_id = ${workspaceId} and is_default
  `.execute(tx);
  return rows[0] ? asHours(rows[0]) : null;
}
