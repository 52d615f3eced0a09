import type { CompanyCreate, ContactCreate, LeadConversion } from '@carillon/contract';
import { type ClientDraft, type ClientRecord, EMPTY_CLIENT } from '../../clients/client-record.ts';
import { lockClient } from '../../clients/load-clients.ts';
import { mergeCompany } from '../../clients/merge-company.ts';
import { mergeContact } from '../../clients/merge-contact.ts';
import type { ClientNumber } from '../../clients/read-phones.ts';
import { saveClient } from '../../clients/save-client.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { invalid } from '../../errors.ts';
import { typedNumberDoor } from '../../people/number-door.ts';

/** What is known while a lead is converted. */
export type Converting = { workspaceId: string; lead: ClientRecord; responsibleId: string; at: Date };
type Existing = { id: string };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isExisting = (wish: object): wish is Existing => 'id' in wish;

/** The company a lead belongs to from now on: one there is, a new one, or none. */
export async function takeCompany(
  tx: Tx,
  { workspaceId, responsibleId, at }: Converting,
  wish: LeadConversion['company'],
): Promise<string | null> {
  if (wish === undefined || wish === null) return null;
  if (isExisting(wish)) return (await lockExisting(tx, { workspaceId, type: 'company', id: wish.id })).id;
  const input: CompanyCreate = wish;
  const draft = mergeCompany({ ...EMPTY_CLIENT, responsibleId }, input, await typedNumberDoor(tx, workspaceId));
  return saveClient(tx, { workspaceId, type: 'company', draft, before: undefined, at });
}

type ContactOf = { wish: LeadConversion['contact']; companyId: string | null };

/** The contact a lead becomes: one there is, which gets what it lacks, or a new one with the lead's fields under the given ones. */
export async function takeContact(tx: Tx, converting: Converting, { wish = {}, companyId }: ContactOf): Promise<string> {
  const { workspaceId, lead, at } = converting;
  const type = 'contact';
  if (isExisting(wish)) {
    const before = await lockExisting(tx, { workspaceId, type, id: wish.id });
    const draft = { ...enriched(before, lead), companyId: companyId ?? before.companyId };
    return saveClient(tx, { workspaceId, type, draft, before, at });
  }
  const merged = mergeContact(asContact(converting, wish), wish, await typedNumberDoor(tx, workspaceId));
  const draft = { ...merged, companyId: companyId ?? merged.companyId, numbers: together(merged.numbers, lead.numbers) };
  return saveClient(tx, { workspaceId, type, draft, before: undefined, at });
}

function asContact({ lead, responsibleId }: Converting, { name, familyName, givenName, patronymic }: ContactCreate): ClientDraft {
  const { emails, tags, custom, source, originCallId, numbers } = lead;
  const named = (familyName ?? givenName ?? patronymic ?? name ?? null) !== null;
  return { ...EMPTY_CLIENT, name: named ? '' : lead.name, emails, tags, custom, source, originCallId, numbers, responsibleId };
}

function enriched(contact: ClientRecord, lead: ClientRecord): ClientRecord {
  return {
    ...contact,
    emails: [...new Set([...contact.emails, ...lead.emails])],
    tags: [...new Set([...contact.tags, ...lead.tags])],
    custom: { ...lead.custom, ...contact.custom },
    responsibleId: contact.responsibleId ?? lead.responsibleId,
    archivedAt: null,
    numbers: together(contact.numbers, lead.numbers),
  };
}

const together = (own: readonly ClientNumber[], others: readonly ClientNumber[]): ClientNumber[] => [
  ...own,
  ...others.filter(({ e164 }) => !own.some((number) => number.e164 === e164)),
];

async function lockExisting(
  tx: Tx,
  { workspaceId, type, id }: { workspaceId: string; type: 'contact' | 'company'; id: string },
): Promise<ClientRecord> {
  const client = UUID.test(id) ? await lockClient(tx, { workspaceId, type, id }) : undefined;
  if (!client) throw invalid('/id', `There is no such ${type}.`);
  return client;
}
