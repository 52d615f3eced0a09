import type { Company, Contact, Lead } from '@carillon/contract';
import type { ClientRecord } from './client-record.ts';

/** A contact as the API shows it. */
export function showContact(record: ClientRecord): Contact {
  const { familyName, givenName, patronymic, companyId, companyName } = record;
  const company = companyId === null ? null : { id: companyId, name: companyName ?? '' };
  return { ...shared(record), familyName, givenName, patronymic, companyId, company };
}

/** A company as the API shows it. */
export function showCompany(record: ClientRecord): Company {
  const { legalForm, inn, kpp } = record;
  return { ...shared(record), legalForm, inn, kpp };
}

/** A lead as the API shows it. */
export function showLead(record: ClientRecord): Lead {
  const { leadStatus, source, automatic, originCallId, convertedTo } = record;
  return { ...shared(record), status: leadStatus ?? 'new', source, automatic, originCallId, convertedTo };
}

function shared(record: ClientRecord) {
  const { id, name, emails, tags, custom, externalId, responsibleId, responsibleName } = record;
  return {
    id,
    name,
    phones: record.numbers.map(({ e164, typed, label, state, suffix }) => ({ number: e164, typed, label, state, suffix })),
    emails,
    tags,
    custom,
    externalId,
    responsibleId,
    responsible: responsibleId === null ? null : { id: responsibleId, name: responsibleName ?? '' },
    doNotCall: record.doNotCall,
    archivedAt: record.archivedAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}
