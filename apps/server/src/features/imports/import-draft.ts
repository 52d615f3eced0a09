import { formatNumber } from '@carillon/telephony';
import { type ClientDraft, EMPTY_CLIENT } from '../../clients/client-record.ts';
import { displayName } from '../../clients/display-name.ts';
import { splitName } from '../../clients/split-name.ts';
import type { ImportRow } from './csv/read-row.ts';

type Named = { companyId: string | null; responsibleId: string | null };

/** The contact a row tells of, over what is known of them: what the row leaves empty stays, lists grow. Name '' when it names nobody. */
export function draftOf(row: ImportRow, { companyId, responsibleId }: Named, before: ClientDraft = EMPTY_CLIENT): ClientDraft {
  const parts = partsOf(row, before);
  const typed = row.name ?? (before.name === displayName(before) ? '' : before.name);
  const fresh = row.numbers.filter(({ e164 }) => !before.numbers.some((number) => number.e164 === e164));
  const numbers = [...before.numbers, ...fresh.map((number) => ({ ...number, label: '', state: 'current' as const }))];
  return {
    ...before,
    ...parts,
    name: typed || displayName(parts) || formatNumber(numbers[0]?.e164 ?? ''),
    companyId: companyId ?? before.companyId,
    responsibleId: responsibleId ?? before.responsibleId,
    externalId: row.externalId ?? before.externalId,
    emails: [...new Set([...before.emails, ...row.emails])],
    tags: [...new Set([...before.tags, ...row.tags])],
    numbers,
  };
}

/** Columns of their own outrank what the full name can be split into. */
function partsOf(row: ImportRow, before: ClientDraft) {
  const split = row.name === null ? undefined : splitName(row.name);
  return {
    familyName: row.familyName ?? split?.familyName ?? before.familyName,
    givenName: row.givenName ?? split?.givenName ?? before.givenName,
    patronymic: row.patronymic ?? split?.patronymic ?? before.patronymic,
  };
}
