import type { ClientType, LiveCall } from '@carillon/contract';
import { api } from '../../lib/api.ts';

/** What can be made of an unknown caller; a deal comes with a contact. */
export type RecordKind = ClientType | 'deal';
export type CallerDraft = { kind: RecordKind; name: string; number: string; title: string; responsibleId: string };

const PATHS = { contact: '/contacts', company: '/companies', lead: '/leads' } as const;

/** The lists that show such a record. */
export const listsOf = (kind: RecordKind): string[] => (kind === 'deal' ? ['contacts', 'deals'] : [PATHS[kind].slice(1)]);

/**
 * Makes a record of an unknown caller. `callId` ties the call to it, and lets the server take the claim that automatic records take,
 * so that two people who save at once, or a person and the automation, make one record (6.6).
 */
export async function saveCaller({ id: callId }: LiveCall, draft: CallerDraft): Promise<void> {
  const { kind, name, number, title, responsibleId } = draft;
  const type = kind === 'deal' ? 'contact' : kind;
  const { id } = await api.post<{ id: string }>(PATHS[type], { name, phones: [{ number }], responsibleId, callId });
  if (kind === 'deal') await api.post('/deals', { title: title || name, contactId: id, responsibleId, callId });
}
