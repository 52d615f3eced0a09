import { useQuery } from '@tanstack/react-query';
import { missedCountQuery } from './missed-query.ts';
import { useFreshMissed } from './use-fresh-missed.ts';

/** How many wait, in the menu; nothing while nobody does. It stands on every page and keeps the page of missed calls fresh, too. */
export function MissedCount({ className }: { className?: string | undefined }) {
  const { data: count = 0 } = useQuery(missedCountQuery);
  useFreshMissed();
  return count === 0 ? null : <span className={className}>{count === '10000+' ? '9999+' : count}</span>;
}
