import type { LeadConversion, PersonRef } from '@carillon/contract';
import { typedAmount } from '../../lib/money.ts';

/** What is to become of one part of a lead: nothing, a new record, one there is. */
export type Part = { kind: 'none' } | { kind: 'new'; name: string } | { kind: 'existing'; client: PersonRef | null };
type Form = { contact: Part; company: Part; deal: { title: string; amount: string } | null };

/** What the form asks of the API; undefined while something is missing in it. */
export function conversionOf({ contact, company, deal }: Form, leadName: string): LeadConversion | undefined {
  const parts: LeadConversion = {};
  if (contact.kind === 'existing') {
    if (!contact.client) return undefined;
    parts.contact = { id: contact.client.id };
  } else if (contact.kind === 'new') {
    const name = contact.name.trim();
    if (name === '') return undefined;
    if (name !== leadName) parts.contact = { name }; // else the server takes it from the lead
  }
  if (company.kind === 'existing') {
    if (!company.client) return undefined;
    parts.company = { id: company.client.id };
  } else if (company.kind === 'new') {
    if (company.name.trim() === '') return undefined;
    parts.company = { name: company.name.trim() };
  }
  if (deal) {
    const amount = typedAmount(deal.amount);
    if (amount === undefined || deal.title.trim() === '') return undefined;
    parts.deal = { title: deal.title.trim(), amount };
  }
  return parts;
}
