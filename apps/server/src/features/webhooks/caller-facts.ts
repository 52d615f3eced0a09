import type { Features } from '@carillon/contract';

/** One client whose number this is, as `caller_facts` (migration 0007) tells it; the likeliest first. */
export type ClientMatch = {
  type: 'contact' | 'company' | 'lead';
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
  companyResponsibleId: string | null;
  e164: string;
  lastTalkedAt: string | null;
  archived: boolean;
};

/** Anybody the call may belong to, and their deputies. */
export type Person = {
  id: string;
  name: string;
  active: boolean;
  extension: string | null;
  talking: boolean;
  returnTimeoutSeconds: number | null;
  absentUntil: string | null;
  deputyId: string | null;
  offlineLooks: number | null;
  lookedAt: string | null;
  /** What became of the last three calls our answer sent to them, the newest first. */
  redirects: { rungOut: boolean; overAt: string; asked: boolean }[] | null;
};

type Recent = { userId: string; at: string };

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
  /** Open deals of the clients that somebody is responsible for, the newest first. */
  deals: { id: string; responsibleId: string }[];
  /** Who dialled this number last, within two hours. */
  dialled: Recent | null;
  /** Who talked with this number last, within two days. */
  talked: Recent | null;
  /** When the last redirect of this caller was over untaken. */
  rungOutAt: string | null;
  people: Person[];
  schedule: Schedule | null;
  firstDecision: unknown;
};
