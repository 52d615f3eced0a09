import type calls from '../../locales/en/calls.ts';
import type clients from '../../locales/en/clients.ts';
import type common from '../../locales/en/common.ts';
import type decisions from '../../locales/en/decisions.ts';
import type imports from '../../locales/en/imports.ts';
import type numberLists from '../../locales/en/number-lists.ts';
import type missed from '../../locales/en/missed.ts';
import type popup from '../../locales/en/popup.ts';
import type presence from '../../locales/en/presence.ts';
import type ruleSentences from '../../locales/en/rule-sentences.ts';
import type shell from '../../locales/en/shell.ts';
import type session from '../../locales/en/session.ts';
import type users from '../../locales/en/users.ts';
import type telephony from '../../locales/en/telephony.ts';
import type telephonyInspect from '../../locales/en/telephony-inspect.ts';
import type telephonyRules from '../../locales/en/telephony-rules.ts';
import type work from '../../locales/en/work.ts';

/** Every namespace with its English strings. A new one: a file in `locales/en`, one in `locales/ru`, a line here. */
export type Namespaces = {
  calls: typeof calls;
  clients: typeof clients;
  common: typeof common;
  decisions: typeof decisions;
  imports: typeof imports;
  'number-lists': typeof numberLists;
  missed: typeof missed;
  popup: typeof popup;
  presence: typeof presence;
  'rule-sentences': typeof ruleSentences;
  shell: typeof shell;
  session: typeof session;
  users: typeof users;
  telephony: typeof telephony;
  'telephony-inspect': typeof telephonyInspect;
  'telephony-rules': typeof telephonyRules;
  work: typeof work;
};
export type Namespace = keyof Namespaces;
