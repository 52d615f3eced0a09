import type { Features } from '@carillon/contract';

type RuleKey = keyof typeof import('../../../locales/en/telephony-rules.ts').default & `say.${string}`;
type Stem<K> = K extends `${infer S}_one` ? S : K extends `${infer S}_other` ? S : K;
/** A sentence of the page: its key and what is filled in. */
export type Sentence = { key: Stem<RuleKey>; values?: Record<string, string | number> };

/** What will happen to a known caller by these options (7), sentence by sentence. */
export function routeSentences(options: Features['routeToResponsible']): Sentence[] {
  if (!options.enabled) return [{ key: 'say.route.off' }];
  const { returnTimeoutSeconds: seconds } = options;
  return [
    { key: 'say.route.on' },
    seconds === 0 ? { key: 'say.route.forever' } : { key: 'say.route.timeout', values: { count: seconds } },
    { key: options.whenAmbiguous === 'none' ? 'say.route.ambiguousNone' : 'say.route.ambiguousLast' },
    { key: options.respectHours ? 'say.route.hours' : 'say.route.anyHour' },
    { key: 'say.route.ordinary' },
    ...(options.rehearsal ? [{ key: 'say.route.rehearsal' } as const] : []),
  ];
}

/** What an employee's phone will show of a known caller (8). */
export function callerNameSentences({ enabled, template }: Features['callerName']): Sentence[] {
  if (!enabled) return [{ key: 'say.name.off' }];
  const shown = {
    '{contact}': 'say.name.contact',
    '{company}': 'say.name.company',
    '{company}, {contact}': 'say.name.both',
  } as const;
  return [{ key: shown[template] }, { key: 'say.name.unknown' }];
}

/** What callers on the blacklist will hear (10). */
export function blacklistSentences({ enabled, reply, hiddenNumbers }: Features['blacklist']): Sentence[] {
  if (!enabled) return [{ key: 'say.black.off' }];
  return [
    { key: reply === 'busy' ? 'say.black.busy' : 'say.black.hangup' },
    { key: hiddenNumbers ? 'say.black.hiddenToo' : 'say.black.hiddenNot' },
    { key: 'say.black.outgoing' },
  ];
}
