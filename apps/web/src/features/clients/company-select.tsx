import type { Company, PersonRef } from '@carillon/contract';
import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import type { Page } from '../../lib/use-pages.ts';

const SHOWN = 20;

const companiesFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['companies', 'found', q],
    queryFn: ({ signal }) => api.get<Page<Company>>('/companies', { query: { q, limit: SHOWN }, signal }),
    placeholderData: keepPreviousData,
  });

type Props = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  value: PersonRef | null;
  onChange: (company: PersonRef | null) => void;
};

/** Chooses a company by any fragment of its name. */
export function CompanySelect({ value, onChange, ...rest }: Props) {
  const [text, setText] = useState(value?.name ?? '');
  const [settled] = useDebouncedValue(text === value?.name ? '' : text.trim(), 150);
  const { data } = useQuery(companiesFoundQuery(settled));
  const found: PersonRef[] = data?.items ?? [];
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
