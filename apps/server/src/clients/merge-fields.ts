import type { ContactPatch } from '@carillon/contract';
import type { NumberDoor } from '@carillon/telephony';
import { mergeMembers } from '../http/merge-patch.ts';
import type { ClientDraft } from './client-record.ts';
import { readPhones } from './read-phones.ts';

type SharedPatch = Pick<
  ContactPatch,
  'phones' | 'emails' | 'responsibleId' | 'tags' | 'custom' | 'externalId' | 'archivedAt' | 'doNotCall'
>;

/** The fields contacts and companies share after a merge patch: what is not named stays, a list is replaced, a member of `custom` set to null goes. */
export function mergeSharedFields<Draft extends ClientDraft>(before: Draft, patch: SharedPatch, door: NumberDoor): Draft {
  const { phones, emails, responsibleId, tags, custom, externalId } = patch;
  return {
    ...before,
    ...(phones === undefined ? {} : { numbers: readPhones(phones, door, before.numbers) }),
    ...(emails === undefined ? {} : { emails: [...new Set(emails)] }),
    ...(responsibleId === undefined ? {} : { responsibleId }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    ...(custom === undefined ? {} : { custom: mergeMembers<string | number | boolean>(before.custom, custom) }),
    ...(patch.doNotCall === undefined ? {} : { doNotCall: patch.doNotCall }),
    ...(externalId === undefined ? {} : { externalId: blankToNull(externalId) }),
    ...(patch.archivedAt === null ? { archivedAt: null } : {}),
  };
}

/** A text without blanks around it; one of blanks alone is none. */
export function blankToNull(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
