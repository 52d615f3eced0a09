import type { ClientType } from '@carillon/contract';
import type { ClientNumber } from './read-phones.ts';

export type Custom = Record<string, string | number | boolean>;

/** What people write about a contact or a company; a contact has no legal form, a company no given name. */
export type ClientDraft = {
  name: string;
  familyName: string | null;
  givenName: string | null;
  patronymic: string | null;
  companyId: string | null;
  legalForm: string | null;
  inn: string | null;
  kpp: string | null;
  emails: string[];
  tags: string[];
  custom: Custom;
  externalId: string | null;
  responsibleId: string | null;
  archivedAt: Date | null;
  numbers: ClientNumber[];
};

/** A row of `clients` with what belongs to it. */
export type ClientRecord = ClientDraft & {
  id: string;
  type: ClientType;
  companyName: string | null;
  responsibleName: string | null;
  createdAt: Date;
  updatedAt: Date;
};

export const EMPTY_CLIENT: ClientDraft = {
  name: '',
  familyName: null,
  givenName: null,
  patronymic: null,
  companyId: null,
  legalForm: null,
  inn: null,
  kpp: null,
  emails: [],
  tags: [],
  custom: {},
  externalId: null,
  responsibleId: null,
  archivedAt: null,
  numbers: [],
};
