import type { BlacklistBatch, BlacklistBatchReport, BlacklistCreate, BlacklistEntry } from '@carillon/contract';
import type { Role } from '@carillon/contract';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { notify } from '../../notices/notify.ts';
import { addEntries } from '../../number-lists/add-entries.ts';
import { refuseBeyondAgents } from '../../number-lists/agents-numbers.ts';
import { listEntries } from '../../number-lists/list-entries.ts';
import { BLACKLIST } from '../../number-lists/list.ts';
import { readOnePattern, readPatterns } from '../../number-lists/read-patterns.ts';

export type By = { workspaceId: string; userId: string; role: Role };

/**
 * Puts a number or a prefix mask on the blacklist (10.1). An agent may do it with a number without a card; then the supervisors are told
 * (10.2).
 *
 * @throws {AppError} `invalid`, `own-number`, `already-listed`, `forbidden`.
 */
export async function blockNumber(
  tx: Tx,
  { workspaceId, userId, role }: By,
  { entry, now }: { entry: BlacklistCreate; now: Date },
): Promise<BlacklistEntry> {
  const pattern = await readOnePattern(tx, workspaceId, entry.pattern);
  if (role === 'agent') await refuseBeyondAgents(tx, workspaceId, pattern);
  const made = await addEntries(tx, BLACKLIST, { ...entry, workspaceId, by: userId, patterns: [pattern], now });
  const id = made.get(pattern);
  if (id === undefined) throw alreadyListed(pattern);
  const callId = entry.callId ?? null;
  const about = callId === null ? { id } : { id, callId };
  await audit(tx, { workspaceId, userId, action: 'blacklist.added', about, at: now });
  const [shown] = (await listEntries(tx, BLACKLIST, { workspaceId, limit: 1, only: [id] })).items;
  if (!shown) throw new AppError('internal', 'The new entry is not there.');
  if (role === 'agent') {
    const words = entry.comment?.trim() ? { comment: entry.comment.trim() } : {};
    const data = { pattern, number: pattern, userName: shown.createdBy?.name ?? '', ...words };
    await notify(tx, {
      workspaceId,
      to: 'supervisors',
      kind: 'number-blocked',
      dedupeKey: `number-blocked:${id}`,
      data,
      callId,
      at: now,
    });
  }
  return shown;
}

/** A pasted list: each line an entry, or why there is none (10.1). One bad line holds up no other. */
export async function blockMany(
  tx: Tx,
  { workspaceId, userId }: By,
  { batch, now }: { batch: BlacklistBatch; now: Date },
): Promise<BlacklistBatchReport> {
  const readings = await readPatterns(tx, workspaceId, batch.patterns);
  const patterns = readings.filter((reading) => typeof reading === 'string');
  const made = await addEntries(tx, BLACKLIST, { ...batch, workspaceId, by: userId, patterns, now });
  const only = [...made.values()];
  const { items } = await listEntries(tx, BLACKLIST, { workspaceId, limit: only.length, only });
  const entries = new Map(items.map((entry) => [entry.pattern, entry]));
  if (made.size > 0) await audit(tx, { workspaceId, userId, action: 'blacklist.added', about: { count: made.size }, at: now });
  const report = batch.patterns.map((typed, n) => {
    const reading = readings[n] ?? alreadyListed(typed);
    if (typeof reading !== 'string') return { typed, entry: null, error: faultOf(reading) };
    const entry = entries.get(reading) ?? null;
    entries.delete(reading); // written twice, it is made once
    return { typed, entry, error: entry ? null : faultOf(alreadyListed(reading)) };
  });
  return { added: made.size, items: report };
}

function faultOf({ code, message, errors }: AppError) {
  return { code, detail: errors?.[0]?.detail ?? message };
}

function alreadyListed(pattern: string): AppError {
  return new AppError('already-listed', `${pattern} is on the blacklist already.`);
}
