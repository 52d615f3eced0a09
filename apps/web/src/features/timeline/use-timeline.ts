import type { CallView, NoteAboutType, TimelineItem } from '@carillon/contract';
import { type Pages, usePages } from '../../lib/use-pages.ts';
import { type Source, mergeTimeline } from './merge-timeline.ts';

/** Whose timeline: a record, and of a deal the client whose calls belong to it. */
export type TimelineOf = { about: { type: NoteAboutType; id: string }; callsOf?: string | null };
export const KINDS = ['call', 'sms', 'note', 'task', 'deal'] as const satisfies readonly TimelineItem['type'][];
type Kind = TimelineItem['type'];
type Timeline = Source<TimelineItem> & { pending: boolean; error: Error | null; retry: () => void };

/** Everything that happened with a record, the newest first; `only` one kind of it when asked for. */
export function useTimeline({ about, callsOf = null }: TimelineOf, only: Kind | undefined): Timeline {
  const query = { aboutType: about.type, aboutId: about.id, only };
  const withCalls = callsOf !== null && (only ?? 'call') === 'call';
  const told = usePages<TimelineItem>('timeline', query);
  const calls = usePages<CallView>('calls', { clientId: callsOf }, { enabled: withCalls });

  const sources = [sourceOf(told, (item) => item)];
  if (withCalls) sources.push(sourceOf(calls, (call) => ({ type: 'call', at: call.startedAt, call })));
  const failed = sources.find(({ error }) => error !== null);
  return {
    ...mergeTimeline(sources),
    pending: sources.some(({ pending }) => pending),
    error: failed?.error ?? null,
    retry: () => failed?.retry(),
  };
}

function sourceOf<T>({ rows, more, loadMore, error, retry }: Pages<T>, itemOf: (row: T) => TimelineItem): Timeline {
  return { entries: rows?.map(itemOf) ?? [], more, loadMore, pending: !rows && !error, error: rows ? null : error, retry };
}
