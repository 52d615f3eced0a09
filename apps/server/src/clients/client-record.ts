import type { ClientType, ConvertedTo, LeadStatus } from '@carillon/contract';
import type { ClientNumber } from './read-phones.ts';

export type Custom = Record<string, string | number | boolean>;

/** What people write about a contact, company or lead; a contact has no legal form, a company no given name, only a lead a status. */
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
  /** They asked not to be called (3.6). */
  doNotCall: boolean;
  numbers: ClientNumber[];
  leadStatus: LeadStatus | null;
  source: string | null;
  /** Made by a call, not by a person (6). */
  automatic: boolean;
  originCallId: string | null;
  /** Of a converted lead. */
  convertedTo: ConvertedTo | null;
};

/** A row of `clients` with what belongs to it. */
export type ClientRecord = ClientDraft & {
  id: string;
  type: ClientType;
  companyName: string | null;
  responsibleName: string | null;
  /** When a person first changed an automatic record. */
  touchedAt: Date | null;
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
  doNotCall: false,
  numbers: [],
  leadStatus: null,
  source: null,
  automatic: false,
  originCallId: null,
  convertedTo: null,
};
