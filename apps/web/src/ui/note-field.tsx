import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import classes from './note-field.module.css';

type Props = {
  label: string;
  saveLabel: string;
  maxLength: number;
  minRows?: number;
  saving: boolean;
  fault: string | undefined;
  /** Resolves when it is saved: then the field is empty again. */
  save: (text: string) => Promise<unknown>;
};

/** Room for a note; Ctrl Enter saves it. What could not be saved stays. */
export function NoteField({ label, saveLabel, maxLength, minRows = 1, saving, fault, save }: Props) {
  const [text, setText] = useState('');
  const submit = () => {
    if (text.trim() === '' || saving) return;
    save(text.trim()).then(
      () => setText(''),
      () => undefined, // told by `fault`
    );
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <form onSubmit={onSubmit}>
      <Textarea
        autosize
        minRows={minRows}
        maxRows={12}
        maxLength={maxLength}
        aria-label={label}
        placeholder={label}
        value={text}
        error={fault}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {text.trim() !== '' && (
        <Button type="submit" mt={8} loading={saving} rightSection={<kbd className={classes.key}>Ctrl ↵</kbd>}>
          {saveLabel}
        </Button>
      )}
    </form>
  );
}
