import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../lib/i18n/use-t.ts';

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void /** The list that arrow down leads to. */;
  listId?: string;
  width?: number;
};

/** The search of a list: asks while one types, 200 ms after the last key. */
export function SearchBox({ label, value, onChange, listId, width = 260 }: Props) {
  const t = useT('common');
  const [text, setText] = useState(value);
  const said = useRef(value);
  const say = useDebouncedCallback((next: string) => {
    said.current = next;
    onChange(next);
  }, 200);

  useEffect(() => {
    if (value !== said.current) setText(value); // changed elsewhere: "clear filters", or the back button
    said.current = value;
  }, [value]);

  const change = (next: string) => {
    setText(next);
    say(next.trim());
  };
  return (
    <TextInput
      type="search"
      size="xs"
      w={width}
      maxLength={200}
      aria-label={label}
      placeholder={label}
      value={text}
      leftSection={<IconSearch size={15} stroke={1.7} />}
      rightSection={text !== '' && <CloseButton size="xs" aria-label={t('clear')} onClick={() => change('')} />}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' || listId === undefined) return;
        event.preventDefault();
        document.getElementById(listId)?.focus();
      }}
    />
  );
}
