import type { Company, Contact, LiveCall } from '@carillon/contract';
import { api } from '../../lib/api.ts';
import { chooseForCall } from '../clients/choose-for-call.ts';

export type RecordKind = 'contact' | 'company';
export type CallerDraft = { kind: RecordKind; name: string; number: string; responsibleId: string };

/**
 * Makes a record of an unknown caller and ties the call to it. `callId` lets the server take the claim that automatic records take,
 * so that two people who save at once, or a person and the automation, make one record (6.6).
 */
export async function saveCaller(call: LiveCall, { kind, name, number, responsibleId }: CallerDraft): Promise<void> {
  const fields = { name, phones: [{ number }], responsibleId, callId: call.id };
  const path = kind === 'contact' ? '/contacts' : '/companies';
  const { id } = await api.post<Contact | Company>(path, fields);
  await chooseForCall({ callId: call.id, type: kind, id });
}
