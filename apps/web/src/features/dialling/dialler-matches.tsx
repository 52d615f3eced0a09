import type { SearchItem } from '@carillon/contract';
import { UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import classes from './dialler.module.css';

const SHOWN = 3;
const SETTLED_MS = 120;

const matchesQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', 'clients', q],
    queryFn: ({ signal }) => api.get<{ items: SearchItem[] }>('/search', { query: { q, clients: true, limit: SHOWN }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });

type Props = { text: string; enough: boolean; take: (number: string) => void };

/** The clients with these digits in a number, or this text in the name, while it is being typed. */
export function DiallerMatches({ text, enough, take }: Props) {
  const t = useT('dialling');
  const formatNumber = useFormatNumber();
  const [settled] = useDebouncedValue(enough ? text : '', SETTLED_MS);
  const { data, isPlaceholderData } = useQuery(matchesQuery(settled));
  if (settled === '' || !enough || !data) return null;
  const found = data.items.flatMap((item) => (item.number === null ? [] : [{ ...item, number: item.number }]));
  if (found.length === 0) return isPlaceholderData ? null : <p className={classes.nobody}>{t('nobody')}</p>;
  return (
    <ul aria-label={t('matches')} className={classes.matches}>
      {found.map(({ type, id, name, company, number }) => (
        <li key={`${type}-${id}`}>
          <UnstyledButton className={classes.match} onClick={() => take(number)}>
            <span className={classes.name}>{name}</span>
            <span className={classes.quiet}>{[company, formatNumber(number)].filter(Boolean).join(' · ')}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
