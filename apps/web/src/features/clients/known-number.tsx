import type { Contact } from '@carillon/contract';
import { useDebouncedValue } from '@mantine/hooks';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import type { Page } from '../../lib/use-pages.ts';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './phones-editor.module.css';

const DIGITS_MIN = 7;

const ownerQuery = (number: string) =>
  queryOptions({
    queryKey: ['contacts', 'with-number', number],
    queryFn: ({ signal }) => api.get<Page<Contact>>('/contacts', { query: { number, limit: 1 }, signal }),
    enabled: number.replaceAll(/\D/gu, '').length >= DIGITS_MIN,
    retry: false,
  });

/** Whose number this is already, while it is being typed. */
export function KnownNumber({ number }: { number: string }) {
  const t = useT('clients');
  const [settled] = useDebouncedValue(number.trim(), 250);
  const { data } = useQuery(ownerQuery(settled));
  const owner = settled === '' ? undefined : data?.items[0];
  return (
    <div role="status">
      {owner && (
        <p className={classes.hint} style={{ marginBottom: 6 }}>
          <TextLink to="/contacts/$id" params={{ id: owner.id }} size="xs">
            {t('alreadyKnown', { name: owner.name })}
          </TextLink>
        </p>
      )}
    </div>
  );
}
