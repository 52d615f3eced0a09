import type { CompanyCreate } from '@carillon/contract';
import type { Kysely } from 'kysely';
import { EMPTY_CLIENT } from '../clients/client-record.ts';
import { saveClient } from '../clients/save-client.ts';
import { inWorkspace, type Tx } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { mergeCompany } from '../clients/merge-company.ts';
import { mergeContact } from '../clients/merge-contact.ts';
import { typedNumberDoor } from '../people/number-door.ts';
import type { InventedContact } from './invent-clients.ts';

type Load = {
  db: Kysely<Database>;
  workspaceId: string;
  companies: readonly CompanyCreate[];
  contacts: readonly InventedContact[];
  /** Responsible employees, in the order that `owner` counts. */
  ownerIds: readonly string[];
  now: () => Date;
};

const PER_TRANSACTION = 250;

/**
 * Writes all clients by the same use cases as the API, only many in one transaction: 2,000 requests would take a minute.
 *
 * @returns the contacts' ids, in their order.
 */
export async function loadClients({ db, workspaceId, companies, contacts, ownerIds, now }: Load): Promise<string[]> {
  const companyIds = await inWorkspace(db, workspaceId, async (tx) => {
    const door = await typedNumberDoor(tx, workspaceId);
    const ids: string[] = [];
    for (const [place, company] of companies.entries()) {
      const responsibleId = ownerIds[place % ownerIds.length] ?? null;
      const draft = mergeCompany(EMPTY_CLIENT, { ...company, responsibleId }, door);
      ids.push(await saveClient(tx, { workspaceId, type: 'company', draft, before: undefined, at: now() }));
    }
    return ids;
  });
  const parts = Array.from({ length: Math.ceil(contacts.length / PER_TRANSACTION) }, (_part, place) =>
    contacts.slice(place * PER_TRANSACTION, (place + 1) * PER_TRANSACTION),
  );
  const writePart = async (tx: Tx, part: readonly InventedContact[]): Promise<string[]> => {
    const door = await typedNumberDoor(tx, workspaceId);
    const ids: string[] = [];
    for (const { contact, company, owner } of part) {
      const companyId = company === undefined ? null : (companyIds[company] ?? null);
      const draft = mergeContact(EMPTY_CLIENT, { ...contact, companyId, responsibleId: ownerIds[owner] ?? null }, door);
      ids.push(await saveClient(tx, { workspaceId, type: 'contact', draft, before: undefined, at: now() }));
    }
    return ids;
  };
  return (await Promise.all(parts.map((part) => inWorkspace(db, workspaceId, (tx) => writePart(tx, part))))).flat();
}
