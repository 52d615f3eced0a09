export function sameUrl(a: string, b: string): boolean {
  return a.replace(/\/+$/, '') === b.replace(/\/+$/, '');
}

/** Whether something is reported to somebody else. */
export const isElsewhere = (url: string | null, ours: string): boolean => url !== null && !sameUrl(url, ours);
