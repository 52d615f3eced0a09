import type { PersonRef } from '@carillon/contract';
import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import type { Page } from '../../lib/use-pages.ts';
import type { Resource } from './client-query.ts';

const SHOWN = 20;

const foundQuery = (resource: Resource, q: string) =>
  queryOptions({
    queryKey: [resource, 'found', q],
    queryFn: ({ signal }) => api.get<Page<PersonRef>>(`/${resource}`, { query: { q, limit: SHOWN }, signal }),
    placeholderData: keepPreviousData,
  });

type Props = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  resource: Resource;
  value: PersonRef | null;
  onChange: (client: PersonRef | null) => void;
};

/** Chooses a contact or a company by any fragment of its name or number. */
export function ClientSelect({ resource, value, onChange, ...rest }: Props) {
  const [text, setText] = useState(value?.name ?? '');
  const [settled] = useDebouncedValue(text === value?.name ? '' : text.trim(), 150);
  const { data } = useQuery(foundQuery(resource, settled));
  const found = data?.items ?? [];
  const listed = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <Select
      searchable
      clearable
      data={listed.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options} // the server has searched
      value={value?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      onChange={(id) => onChange(listed.find((one) => one.id === id) ?? null)}
      {...rest}
    />
  );
}
