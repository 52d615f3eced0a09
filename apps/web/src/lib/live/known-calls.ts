import type { LiveCall, LiveMessage } from '@carillon/contract';

/** Calls as the newest message told them, and the newest version seen of each, ended ones too. */
export type KnownCalls = {
  readonly running: ReadonlyMap<string, LiveCall>;
  /** Conversations that have ended lately: their result may still be asked for (4.6). */
  readonly talked: ReadonlyMap<string, LiveCall>;
  readonly versions: ReadonlyMap<string, number>;
};

export const NOTHING_KNOWN: KnownCalls = { running: new Map(), talked: new Map(), versions: new Map() };
const VERSIONS_KEPT_MAX = 200;
const TALKED_KEPT_MAX = 20;

/** Whether somebody is still on the line. */
const isRunning = ({ status }: Pick<LiveCall, 'status'>): boolean => status === 'ringing' || status === 'talking';

/**
 * What a message changes. `news` is the message to hand on, or `undefined` when it tells of an older version of its call
 * than we have: messages of two paths (stream and polling, old leader and new) may overtake each other.
 */
export function takeMessage(known: KnownCalls, message: LiveMessage): { known: KnownCalls; news: LiveMessage | undefined } {
  switch (message.type) {
    case 'snapshot':
      return takeSnapshot(known, message);
    case 'call.ringing':
    case 'call.talking':
    case 'call.ended':
    case 'call.updated':
      return takeCall(known, message);
    case 'call.dismissed':
    case 'job':
    case 'notification':
    case 'missed-calls':
    case 'task.created':
    case 'task.updated':
      return { known, news: message };
    default:
      return { known, news: message satisfies never }; // a newer server's message: whoever knows it may use it
  }
}

type Snapshot = Extract<LiveMessage, { type: 'snapshot' }>;
type CallMessage = Extract<LiveMessage, { call: LiveCall }>;

function takeSnapshot(known: KnownCalls, message: Snapshot) {
  const calls = message.calls.flatMap((call) => {
    if (call.version >= (known.versions.get(call.id) ?? 0)) return [call];
    return known.running.get(call.id) ?? []; // we know it newer: as running, or as ended
  });
  const talked = message.talked.filter(({ id, version }) => version >= (known.versions.get(id) ?? 0));
  const next = {
    running: new Map(calls.filter(isRunning).map((call) => [call.id, call])),
    talked: new Map(talked.map((call) => [call.id, call])),
    versions: withVersions(known.versions, [...calls, ...talked]),
  };
  return { known: next, news: { ...message, calls, talked } };
}

function takeCall(known: KnownCalls, message: CallMessage) {
  const { call } = message;
  if (call.version < (known.versions.get(call.id) ?? 0)) return { known, news: undefined };
  const running = new Map(known.running);
  const talked = new Map(known.talked);
  running.delete(call.id);
  talked.delete(call.id);
  if (isRunning(call)) running.set(call.id, call);
  else if (call.status === 'answered') talked.set(call.id, call);
  const latest = talked.size > TALKED_KEPT_MAX ? new Map([...talked].slice(-TALKED_KEPT_MAX)) : talked;
  return { known: { running, talked: latest, versions: withVersions(known.versions, [call]) }, news: message };
}

function withVersions(versions: ReadonlyMap<string, number>, calls: readonly LiveCall[]): ReadonlyMap<string, number> {
  const next = new Map(versions);
  for (const { id, version } of calls) {
    next.delete(id); // to the end of the order: the longest untouched fall out first
    next.set(id, version);
  }
  return next.size <= VERSIONS_KEPT_MAX ? next : new Map([...next].slice(-VERSIONS_KEPT_MAX));
}
