import { sql } from 'kysely';
import type { Claim } from '../../clients/claim-numbers.ts';
import { linkCreated } from '../../clients/link-created.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { insertDeal } from '../../work/insert-deal.ts';
import { insertTask } from '../../work/insert-task.ts';
import type { AutoBook } from './auto-book.ts';
import type { WantingCall } from './find-callers.ts';
import { insertAutomaticClients } from './insert-clients.ts';
import { optionsFor, planRecords, type RecordPlan } from './plan-records.ts';
import { findPlace } from './find-place.ts';

/** Makes what these calls want, one number each, and links it. @returns what stands behind each number now. */
export async function makeRecords(tx: Tx, book: AutoBook, calls: readonly WantingCall[]): Promise<Claim[]> {
  if (calls.length === 0) return [];
  const plans = await planRecords(tx, book, calls);
  const fresh = plans.filter(({ clientId }) => clientId !== null);
  await insertAutomaticClients(tx, book, fresh);
  await linkCreated(
    tx,
    book.workspaceId,
    fresh.flatMap(({ e164, clientId, callId }) => (clientId === null ? [] : [{ e164, clientId, callId }])),
  );
  const made: Claim[] = [];
  for (const each of plans) {
    const dealId = await makeDeal(tx, book, each);
    const taskId = each.archived === null && each.make === 'task' ? await makeTask(tx, book, each) : null;
    made.push({ e164: each.e164, clientId: each.clientId, dealId, taskId });
    await noteRecord(tx, book, { ...each, dealId, taskId });
  }
  return made;
}

/** 6.8: an archived client gets a deal only, on the client there is. */
async function makeDeal(tx: Tx, book: AutoBook, record: RecordPlan): Promise<string | null> {
  const target = record.archived ?? (record.make === 'deal' ? record.clientId : null);
  if (target === null) return null;
  const { workspaceId, now: at } = book;
  const about = await tx
    .selectFrom('clients')
    .select('type')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', target)
    .executeTakeFirst();
  if (!about || about.type === 'lead') return null; // what a lead may become is a person's to say
  const { name: title, source, responsibleId, callId: originCallId } = record;
  const whose = about.type === 'company' ? { companyId: target } : { contactId: target };
  const place = await findPlace(tx, workspaceId, optionsFor(book, record));
  return insertDeal(tx, { workspaceId, title, ...place, ...whose, source, responsibleId, originCallId, automatic: true, at });
}

async function makeTask(tx: Tx, { workspaceId, now: at }: AutoBook, record: RecordPlan): Promise<string> {
  const { name: title, responsibleId, callId } = record;
  return insertTask(tx, { workspaceId, title, kind: 'call', responsibleId, about: { type: 'call', id: callId }, callId, at });
}

type Noted = RecordPlan & { dealId: string | null; taskId: string | null };

/** A call makes its record once: the key says so, whatever becomes of the record. */
async function noteRecord(tx: Tx, { workspaceId, now }: AutoBook, made: Noted): Promise<void> {
  const { callId, e164, clientId, dealId, taskId, responsibleId } = made;
  await sql`
    insert into auto_records (workspace_id, call_id, e164, client_id, deal_id, task_id, responsible_id, created_at)
    values (${workspaceId}, ${callId}, ${e164}, ${clientId}, ${dealId}, ${taskId}, ${responsibleId}, ${now})
  `.execute(tx);
}
