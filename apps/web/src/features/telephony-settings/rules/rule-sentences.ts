import type { Features, Pipeline } from '@carillon/contract';
import type { KeyOf } from '../../../lib/i18n/use-t.ts';

/** A sentence of the page: its key and what is filled in. */
export type Sentence = { key: KeyOf<'rule-sentences'>; values?: Record<string, string | number> };
/** Who gets what belongs to nobody; `null`: it waits in the pool (2.4). */
export type DefaultResponsible = { name: string } | null;

/** What the sentences call by name. */
export type Names = { defaultResponsible: DefaultResponsible; pipelines: readonly Pick<Pipeline, 'id' | 'name' | 'stages'>[] };
type AutoCreate = Features['autoCreate'];
type Direction = AutoCreate['inbound'] | AutoCreate['outbound'];

/** What an incoming call of an unknown number will make (6), sentence by sentence. */
export function autoInboundSentences({ inbound, assign }: AutoCreate, names: Names): Sentence[] {
  if (!inbound.enabled) return [{ key: 'auto.in.off' }];
  return [
    { key: `auto.in.${inbound.create}` },
    { key: inbound.alsoMissed ? 'auto.in.ringing' : 'auto.in.answered' },
    assign === 'answerer' ? whoRings(names) : whoElse(assign, names),
    ...recordSentences(inbound, names),
    ...(inbound.source === undefined && inbound.create !== 'task' ? [{ key: 'auto.sourceOfNumber' } as const] : []),
    { key: 'auto.once' },
  ];
}

/** What an outgoing call to an unknown number will make (6), sentence by sentence. */
export function autoOutboundSentences({ outbound, assign }: AutoCreate, names: Names): Sentence[] {
  if (!outbound.enabled) return [{ key: 'auto.out.off' }];
  return [
    { key: `auto.out.${outbound.create}` },
    { key: `auto.out.${outbound.moment}` },
    assign === 'answerer' ? { key: 'auto.who.caller' } : whoElse(assign, names),
    ...recordSentences(outbound, names),
    { key: 'auto.once' },
  ];
}

const whoRings = ({ defaultResponsible: byDefault }: Names): Sentence =>
  byDefault === null ? { key: 'auto.who.ringingOrPool' } : { key: 'auto.who.ringing', values: byDefault };

function whoElse(assign: 'pool' | 'roundRobin', { defaultResponsible: byDefault }: Names): Sentence {
  if (assign === 'pool') return { key: 'auto.who.pool' };
  return byDefault === null ? { key: 'auto.who.roundRobinOrPool' } : { key: 'auto.who.roundRobin', values: byDefault };
}

/** Name, source and place of what is made. */
function recordSentences(options: Direction, names: Names): Sentence[] {
  const { create, source, nameTemplate, dealForArchived = false } = options;
  return [
    nameTemplate === undefined ? { key: 'auto.namedNumber' } : { key: 'auto.named', values: { name: exampleOf(nameTemplate) } },
    ...(source === undefined || create === 'task' ? [] : [{ key: 'auto.source', values: { source } } as const]),
    { key: dealForArchived ? 'auto.archivedDeal' : 'auto.archived' },
    ...(create === 'deal' || dealForArchived ? [placeOf(options, names)] : []),
  ];
}

/** The name as it will look for some call. */
export const exampleOf = (template: string): string =>
  template.replace('{number}', '+7 916 123-45-67').replace('{did}', '+7 495 123-45-67').replace('{date}', '14.03.2026');

function placeOf({ pipelineId, stageId }: Direction, { pipelines }: Names): Sentence {
  const pipeline = pipelines.find(({ id }) => id === pipelineId);
  const stage = (pipeline ? [pipeline] : pipelines).flatMap(({ stages }) => stages).find(({ id }) => id === stageId);
  if (pipeline && stage) return { key: 'auto.place', values: { pipeline: pipeline.name, stage: stage.name } };
  if (pipeline) return { key: 'auto.placeFirst', values: { pipeline: pipeline.name } };
  return stage ? { key: 'auto.placeStage', values: { stage: stage.name } } : { key: 'auto.placeDefault' };
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
  return [{ key: shown[template] }, { key: 'name.several' }, { key: 'name.unknown' }];
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
    defaultResponsible === null
      ? { key: options.as === 'task' ? 'missed.whoPool' : 'missed.whoPoolTold' }
      : { key: 'missed.whoDefault', values: defaultResponsible },
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
