import { TextInput, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import classes from './inline-text.module.css';

type Props = {
  label: string;
  value: string;
  /** How it reads while nobody edits it; else as it is typed. */
  shown?: string;
  placeholder?: string;
  maxLength: number;
  onSave: (value: string) => void;
  inputMode?: 'numeric' | 'decimal' | 'text';
};

/** A text edited where it stands: Enter or leaving saves, Escape gives up. */
export function InlineText({ label, value, shown = value, placeholder = '—', maxLength, onSave, inputMode = 'text' }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  const finish = (next: string | null) => {
    setDraft(null);
    if (next !== null && next.trim() !== value) onSave(next.trim());
    requestAnimationFrame(() => button.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') finish(draft);
    if (event.key === 'Escape') {
      event.stopPropagation();
      finish(null);
    }
  };

  if (draft === null) {
    return (
      <UnstyledButton
        ref={button}
        className={classes.value}
        data-empty={value === '' || undefined}
        aria-label={`${label}: ${shown || placeholder}`}
        onClick={() => setDraft(value)}
      >
        {shown || placeholder}
      </UnstyledButton>
    );
  }
  return (
    <TextInput
      size="xs"
      aria-label={label}
      value={draft}
      maxLength={maxLength}
      inputMode={inputMode}
      autoFocus
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => draft !== null && finish(draft)}
    />
  );
}
