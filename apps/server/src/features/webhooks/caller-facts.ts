import type { Features } from '@carillon/contract';

/** One client whose number this is, as `caller_facts` (migration 0002) tells it; the likeliest first. */
export type ClientMatch = {
  type: 'contact' | 'company';
  id: string;
  name: string;
  familyName: string | null;
  givenName: string | null;
  patronymic: string | null;
  legalForm: string | null;
  responsibleId: string | null;
  companyId: string | null;
  companyName: string | null;
  companyLegalForm: string | null;
  e164: string;
  lastTalkedAt: string | null;
  archived: boolean;
};

export type Responsible = { id: string; name: string; active: boolean; extension: string | null; talking: boolean };

export type Schedule = {
  timezone: string;
  weekly: { days: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[]; from: string; to: string }[];
  exceptions: ({ date: string; closed: true } | { date: string; from: string; to: string })[];
};

/** All that a decision about a caller is made from, read from local data in one statement. */
export type CallerFacts = {
  version: number;
  features: Pick<Features, 'blacklist' | 'callerName' | 'routeToResponsible'>;
  block: { id: string; pattern: string } | null;
  own: boolean;
  clients: ClientMatch[];
  responsibles: Responsible[];
  schedule: Schedule | null;
  firstDecision: unknown;
};
