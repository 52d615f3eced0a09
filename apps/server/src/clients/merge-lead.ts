import type { LeadPatch } from '@carillon/contract';
import { formatNumber, type NumberDoor } from '@carillon/telephony';
import { invalid } from '../errors.ts';
import type { ClientDraft } from './client-record.ts';
import { blankToNull, mergeSharedFields } from './merge-fields.ts';

/**
 * A lead after a merge patch. Without a name the first number names it.
 *
 * @throws {AppError} `invalid` when nothing is left to call it by.
 */
export function mergeLead<Draft extends ClientDraft>(before: Draft, patch: LeadPatch, door: NumberDoor): Draft {
  const { source, status } = patch;
  const merged = {
    ...mergeSharedFields(before, patch, door),
    leadStatus: status ?? before.leadStatus ?? 'new',
    ...(source === undefined ? {} : { source: blankToNull(source) }),
  };
  const typed = blankToNull(patch.name ?? before.name);
  const name = typed ?? formatNumber(merged.numbers[0]?.e164 ?? '');
  if (name === '') throw invalid('/name', 'A lead needs a name or a number.');
  return { ...merged, name };
}
