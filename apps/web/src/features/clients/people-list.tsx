import type { Contact } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import type { Page } from '../../lib/use-pages.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './people-list.module.css';
import { PhoneCell } from './phone-cell.tsx';

const SHOWN = 100;

const peopleQuery = (companyId: string) =>
  queryOptions({
    queryKey: ['contacts', 'of-company', companyId],
    queryFn: ({ signal }) => api.get<Page<Contact>>('/contacts', { query: { companyId, limit: SHOWN, sort: 'name' }, signal }),
  });

type Props = { companyId: string /** The one whose card this is. */; except?: string; empty: string };

/** The people of a company. */
export function PeopleList({ companyId, except, empty }: Props) {
  const t = useT('clients');
  const { data, error, refetch } = useQuery(peopleQuery(companyId));

  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={40} aria-label={t('people')} />;
  const people = data.items.filter(({ id }) => id !== except);
  if (people.length === 0) return <p className={classes.empty}>{empty}</p>;
  return (
    <ul className={classes.list}>
      {people.map((person) => (
        <li key={person.id}>
          <TextLink to="/contacts/$id" params={{ id: person.id }} className={classes.name}>
            {person.name}
          </TextLink>
          <div className={classes.phone}>
            <PhoneCell type="contact" client={person} />
          </div>
        </li>
      ))}
    </ul>
  );
}
