import type { CompanyPatch } from '@carillon/contract';
import type { NumberDoor } from '@carillon/telephony';
import type { ClientDraft } from './client-record.ts';
import { blankToNull, mergeSharedFields } from './merge-fields.ts';
import { isTaxNumber, isTaxReason } from './tax-number.ts';
import { invalid } from '../errors.ts';

/**
 * A company after a merge patch.
 *
 * @throws {AppError} `invalid`: no name, or an ИНН or КПП that can't be one.
 */
export function mergeCompany<Draft extends ClientDraft>(before: Draft, patch: CompanyPatch, door: NumberDoor): Draft {
  const { legalForm, inn, kpp } = patch;
  const name = patch.name === undefined ? before.name : blankToNull(patch.name);
  if (!name) throw invalid('/name', 'A company needs a name.');
  const merged = {
    ...mergeSharedFields(before, patch, door),
    name,
    ...(legalForm === undefined ? {} : { legalForm: blankToNull(legalForm) }),
    ...(inn === undefined ? {} : { inn: blankToNull(inn) }),
    ...(kpp === undefined ? {} : { kpp: blankToNull(kpp) }),
  };
  if (inn !== undefined && merged.inn !== null && !isTaxNumber(merged.inn)) {
    throw invalid('/inn', 'This is no ИНН: it has 10 or 12 digits, and the last of them check the others.');
  }
  if (kpp !== undefined && merged.kpp !== null && !isTaxReason(merged.kpp))
    throw invalid('/kpp', 'This is no КПП: it has 9 digits.');
  return merged;
}
