import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { colleaguesQuery } from './colleagues-query.ts';

type Props = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  value: string | null;
  onChange: (userId: string | null) => void;
  /** The name to show until the list is there. */
  known?: { id: string; name: string } | null;
  /** Somebody who can't be chosen. */
  without?: string;
};

/** Chooses an employee; the reader stands first. */
export function ColleagueSelect({ value, onChange, known, without, ...rest }: Props) {
  const t = useT('common');
  const me = useMe();
  const { data: colleagues } = useQuery(colleaguesQuery);
  const listed = (colleagues ?? (known ? [known] : []))
    .filter(({ id }) => id !== without)
    .filter((one) => !('active' in one) || one.active || one.id === value)
    .map(({ id, name }) => ({ value: id, label: id === me.id ? `${name} (${t('you')})` : name }));
  const data = listed.toSorted((a, b) => Number(b.value === me.id) - Number(a.value === me.id));
  return <Select searchable clearable data={data} value={value} onChange={onChange} {...rest} />;
}
