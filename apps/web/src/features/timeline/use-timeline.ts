import type { AboutType, CallView, Deal, Note, Task } from '@carillon/contract';
import { type Pages, usePages } from '../../lib/use-pages.ts';
import { type Source, mergeTimeline } from './merge-timeline.ts';

/** Whose timeline: the record, and the client whose calls belong to it. */
export type TimelineOf = { about: { type: Exclude<AboutType, 'call'>; id: string }; clientId: string | null };
export type TimelineEntry =
  | { kind: 'call'; id: string; at: string; call: CallView }
  | { kind: 'note'; id: string; at: string; note: Note }
  | { kind: 'task'; id: string; at: string; task: Task }
  | { kind: 'deal'; id: string; at: string; deal: Deal };
export const KINDS = ['call', 'note', 'task', 'deal'] as const satisfies readonly TimelineEntry['kind'][];

type Timeline = Source<TimelineEntry> & { pending: boolean; error: Error | null; retry: () => void };

/** One kind of entries as the timeline merges them. */
function sourceOf<T>({ rows, more, loadMore, error, retry }: Pages<T>, entryOf: (row: T) => TimelineEntry): Timeline {
  return { entries: rows?.map(entryOf) ?? [], more, loadMore, pending: !rows && !error, error: rows ? null : error, retry };
}

/** Everything that happened with a record, the newest first; `only` one kind of it when asked for. */
export function useTimeline({ about: { type, id }, clientId }: TimelineOf, only: string | undefined): Timeline {
  const ofRecord = { aboutType: type, aboutId: id };
  const there = { call: clientId !== null, note: true, task: true, deal: type === 'contact' || type === 'company' };
  const option = (kind: TimelineEntry['kind']) => ({ enabled: there[kind] && (only ?? kind) === kind });
  const calls = usePages<CallView>('calls', { clientId }, option('call'));
  const notes = usePages<Note>('notes', ofRecord, option('note'));
  const tasks = usePages<Task>('tasks', ofRecord, option('task'));
  const deals = usePages<Deal>('deals', type === 'contact' ? { contactId: id } : { companyId: id }, option('deal'));

  const all: Record<TimelineEntry['kind'], Timeline> = {
    call: sourceOf(calls, (call) => ({ kind: 'call', id: call.id, at: call.startedAt, call })),
    note: sourceOf(notes, (note) => ({ kind: 'note', id: note.id, at: note.at, note })),
    task: sourceOf(tasks, (task) => ({ kind: 'task', id: task.id, at: task.createdAt, task })),
    deal: sourceOf(deals, (deal) => ({ kind: 'deal', id: deal.id, at: deal.createdAt, deal })),
  };
  const sources = KINDS.filter((kind) => option(kind).enabled).map((kind) => all[kind]);
  const failed = sources.find(({ error }) => error !== null);
  return {
    ...mergeTimeline(sources),
    pending: sources.some(({ pending }) => pending),
    error: failed?.error ?? null,
    retry: () => failed?.retry(),
  };
}
