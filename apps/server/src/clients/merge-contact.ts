import type { ContactPatch } from '@carillon/contract';
import { formatNumber, type NumberDoor } from '@carillon/telephony';
import type { ClientDraft } from './client-record.ts';
import { displayName } from './display-name.ts';
import { blankToNull, mergeSharedFields } from './merge-fields.ts';
import { invalid } from '../errors.ts';

/**
 * A contact after a merge patch. A display name that was made from the parts follows them; one that somebody typed stays.
 * Without either the first number names the contact.
 *
 * @throws {AppError} `invalid` when nothing is left to call them by.
 */
export function mergeContact<Draft extends ClientDraft>(before: Draft, patch: ContactPatch, door: NumberDoor): Draft {
  const { familyName, givenName, patronymic, companyId } = patch;
  const merged = {
    ...mergeSharedFields(before, patch, door),
    ...(familyName === undefined ? {} : { familyName: blankToNull(familyName) }),
    ...(givenName === undefined ? {} : { givenName: blankToNull(givenName) }),
    ...(patronymic === undefined ? {} : { patronymic: blankToNull(patronymic) }),
    ...(companyId === undefined ? {} : { companyId }),
  };
  const typed = patch.name === undefined ? typedName(before) : blankToNull(patch.name);
  const name = typed ?? (displayName(merged) || formatNumber(merged.numbers[0]?.e164 ?? ''));
  if (name === '') throw invalid('/name', 'A contact needs a name or a number.');
  return { ...merged, name };
}

/** The display name, unless it only repeats the parts. */
function typedName(draft: ClientDraft): string | null {
  return draft.name === displayName(draft) ? null : blankToNull(draft.name);
}
