import type { Features } from '@carillon/contract';
import type { KeyOf } from '../../../lib/i18n/use-t.ts';

/** A sentence of the page: its key and what is filled in. */
export type Sentence = { key: KeyOf<'rule-sentences'>; values?: Record<string, string | number> };
/** Who gets what belongs to nobody; `null`: it waits in the pool (2.4). */
export type DefaultResponsible = { name: string } | null;

/** What an incoming call of an unknown number will make (6), sentence by sentence. */
export function autoInboundSentences(
  { inbound, assign }: Features['autoCreate'],
  defaultResponsible: DefaultResponsible,
): Sentence[] {
  if (!inbound.enabled) return [{ key: 'auto.in.off' }];
  return [
    { key: `auto.in.${inbound.create}` },
    { key: inbound.alsoMissed ? 'auto.in.ringing' : 'auto.in.answered' },
    assign === 'answerer' ? whoRings(defaultResponsible) : { key: `auto.who.${assign}` },
    { key: 'auto.once' },
  ];
}

const whoRings = (byDefault: DefaultResponsible): Sentence =>
  byDefault === null ? { key: 'auto.who.ringingOrPool' } : { key: 'auto.who.ringing', values: byDefault };

/** What an outgoing call to an unknown number will make (6), sentence by sentence. */
export function autoOutboundSentences({ outbound, assign }: Features['autoCreate']): Sentence[] {
  if (!outbound.enabled) return [{ key: 'auto.out.off' }];
  return [
    { key: `auto.out.${outbound.create}` },
    { key: `auto.out.${outbound.moment}` },
    { key: assign === 'answerer' ? 'auto.who.caller' : `auto.who.${assign}` },
    { key: 'auto.once' },
  ];
}

/** What will happen to a known caller by these options (7), sentence by sentence. */
export function routeSentences(options: Features['routeToResponsible']): Sentence[] {
  if (!options.enabled) return [{ key: 'route.off' }];
  const { returnTimeoutSeconds: seconds } = options;
  return [
    { key: 'route.on' },
    ...(options.rehearsal ? [{ key: 'route.rehearsal' } as const] : []),
    seconds === 0 ? { key: 'route.forever' } : { key: 'route.timeout', values: { count: seconds } },
    { key: 'route.dialled' },
    { key: options.whenAmbiguous === 'none' ? 'route.ambiguousNone' : 'route.ambiguousLast' },
    { key: options.respectHours ? 'route.hours' : 'route.anyHour' },
    { key: 'route.ordinary' },
  ];
}

/** What an employee's phone will show of a known caller (8). */
export function callerNameSentences({ enabled, template }: Features['callerName']): Sentence[] {
  if (!enabled) return [{ key: 'name.off' }];
  const shown = { '{contact}': 'name.contact', '{company}': 'name.company', '{company}, {contact}': 'name.both' } as const;
  return [{ key: shown[template] }, { key: 'name.unknown' }];
}

/** Who will be reminded of a caller nobody talked to, when, and how it ends (9). */
export function missedCallsSentences(options: Features['missedCalls'], defaultResponsible: DefaultResponsible): Sentence[] {
  if (!options.enabled) return [{ key: 'missed.off' }];
  return [
    { key: `missed.${options.as}` },
    { key: 'missed.due', values: { count: options.dueMinutes } },
    options.escalateMinutes === 0
      ? { key: 'missed.neverFurther' }
      : { key: 'missed.further', values: { count: options.escalateMinutes } },
    defaultResponsible === null ? { key: 'missed.whoPool' } : { key: 'missed.whoDefault', values: defaultResponsible },
    { key: options.menuOnlyIsMissed ? 'missed.menuToo' : 'missed.menuNot' },
    { key: 'missed.again' },
    { key: 'missed.hidden' },
  ];
}

/** What callers on the blacklist will hear (10). */
export function blacklistSentences({ enabled, reply, hiddenNumbers }: Features['blacklist']): Sentence[] {
  if (!enabled) return [{ key: 'black.off' }];
  return [
    { key: reply === 'busy' ? 'black.busy' : 'black.hangup' },
    { key: hiddenNumbers ? 'black.hiddenToo' : 'black.hiddenNot' },
    { key: 'black.outgoing' },
  ];
}
