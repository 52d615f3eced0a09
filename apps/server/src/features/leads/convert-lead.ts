import type { ConvertedTo, LeadConversion, LeadConverted } from '@carillon/contract';
import { audit } from '../../audit/audit.ts';
import type { ClientRecord } from '../../clients/client-record.ts';
import { lockClient } from '../../clients/load-clients.ts';
import { moveHistory } from '../../clients/move-history.ts';
import { saveClient } from '../../clients/save-client.ts';
import { type ClientDeps, noClient, readClient } from '../../clients/write-client.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { requireResponsible } from '../../people/require-responsible.ts';
import { insertDeal } from '../../work/insert-deal.ts';
import { LEADS } from './lead-kind.ts';
import { type Converting, takeCompany, takeContact } from './take-clients.ts';
import { underPointer } from './under-pointer.ts';

type Conversion = { workspaceId: string; userId: string; id: string; wish: LeadConversion };

/**
 * Makes of a lead what it turned out to be: a contact, with its company and a deal when they are asked for. The lead's numbers, calls,
 * tasks and notes go over to the contact; the lead is archived and remembers what it became. Again, or at the same time, it is one and the same.
 *
 * @throws {AppError} `not-found`, `invalid` with the pointer of what can't be.
 */
export async function convertLead(
  { db, now }: ClientDeps,
  { workspaceId, userId, id, wish }: Conversion,
): Promise<LeadConverted> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const lead = await lockClient(tx, { workspaceId, type: 'lead', id });
    if (!lead) throw noClient(LEADS);
    const became = lead.convertedTo ?? (await convert(tx, { workspaceId, userId, lead, wish, at: now() }));
    return { lead: await readClient(tx, LEADS, { workspaceId, id }), ...became };
  });
}

type Work = { workspaceId: string; userId: string; lead: ClientRecord; wish: LeadConversion; at: Date };

async function convert(tx: Tx, { workspaceId, userId, lead, wish, at }: Work): Promise<ConvertedTo> {
  const converting: Converting = { workspaceId, lead, responsibleId: lead.responsibleId ?? userId, at };
  const companyId = await underPointer('/company', () => takeCompany(tx, converting, wish.company));
  const contactId = await underPointer('/contact', () => takeContact(tx, converting, { wish: wish.contact, companyId }));
  const dealId = await underPointer('/deal', () => makeDeal(tx, converting, { wish: wish.deal, contactId, companyId }));
  const convertedTo = { contactId, companyId, dealId };
  await moveHistory(tx, { workspaceId, pairs: [{ from: lead, into: { type: 'contact', id: contactId } }], at });
  const draft = {
    ...lead,
    leadStatus: 'converted' as const,
    convertedTo,
    archivedAt: at,
    numbers: lead.numbers.map((number) => ({
      ...number,
      state: number.state === 'wrong' ? ('wrong' as const) : ('former' as const),
    })),
  };
  await saveClient(tx, { workspaceId, type: 'lead', draft, before: lead, at });
  await audit(tx, { workspaceId, userId, action: 'lead.converted', about: { leadId: lead.id, ...convertedTo }, at });
  return convertedTo;
}

type DealOf = { wish: LeadConversion['deal']; contactId: string; companyId: string | null };

async function makeDeal(
  tx: Tx,
  { workspaceId, lead, responsibleId, at }: Converting,
  { wish, ...clients }: DealOf,
): Promise<string | null> {
  if (wish === undefined || wish === null) return null;
  await requireResponsible(tx, workspaceId, wish.responsibleId);
  const { originCallId, source, name: title } = lead;
  return insertDeal(tx, { title, responsibleId, source, ...wish, ...clients, workspaceId, originCallId, at });
}
