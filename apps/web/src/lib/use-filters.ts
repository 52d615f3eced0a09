import { useNavigate, useSearch } from '@tanstack/react-router';

export type Filters<Name extends string> = Partial<Record<Name, string>>;

/**
 * Filters that live in the address bar, so that a link shows a colleague the same view.
 * @returns The filters and a function that changes some of them (`undefined` or `''` clears one); the address is replaced, not pushed.
 */
export function useFilters<Name extends string>(
  names: readonly Name[],
): [Filters<Name>, (change: Partial<Record<Name, string | undefined>>) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();

  const filters: Filters<Name> = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') filters[name] = value;
  }
  const change = (some: Partial<Record<Name, string | undefined>>) => {
    const to = (before: Record<string, unknown>) => ({ ...before, ...some });
    void navigate({ to: '.', search: to as never, replace: true }); // typed per route by the router; these names are this page's own
  };
  return [filters, change];
}
