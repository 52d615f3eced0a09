/** Entries of one kind, the newest first as far as they are loaded. */
export type Source<Entry> = { entries: readonly Entry[]; more: boolean; loadMore: () => void };

/**
 * Several lists as one, the newest first. What lies beyond the end of a list that goes on is held back: something of that list may belong
 * between. `loadMore` loads on where the view ends.
 */
export function mergeTimeline<Entry extends { at: string }>(sources: readonly Source<Entry>[]): Source<Entry> {
  const ends = sources.map(({ entries, more }) => (more ? (entries.at(-1)?.at ?? '') : ''));
  const end = ends.reduce((latest, at) => (at > latest ? at : latest), '');
  const entries = sources
    .flatMap((source) => source.entries)
    .filter(({ at }) => at >= end)
    .toSorted((a, b) => b.at.localeCompare(a.at));
  return {
    entries,
    more: sources.some(({ more }) => more),
    loadMore: () => {
      for (const [index, { more, loadMore }] of sources.entries()) if (more && ends[index] === end) loadMore();
    },
  };
}
