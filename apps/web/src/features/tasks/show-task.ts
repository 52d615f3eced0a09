import type { Task } from '@carillon/contract';

type Items = { items: Task[] };
/** Tasks as the cache holds them: one, a list, or a list page by page. */
export type CachedTasks = Task | Items | { pages: Items[] } | undefined;

/** The same cache entry with one task changed; others stay the very same objects. */
export function showTask<T extends CachedTasks>(cached: T, id: string, change: Partial<Task>): T {
  if (cached === undefined) return cached;
  if ('pages' in cached) return { ...cached, pages: cached.pages.map((page) => showTask(page, id, change)) };
  if (!('items' in cached)) return cached.id === id ? { ...cached, ...change } : cached;
  if (!cached.items.some((task) => task.id === id)) return cached;
  return { ...cached, items: cached.items.map((task) => (task.id === id ? { ...task, ...change } : task)) };
}
