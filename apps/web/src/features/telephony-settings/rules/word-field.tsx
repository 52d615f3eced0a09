import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'onBlur'> & {
  value: string | null;
  /** What is wrong with it; such a word is not saved. */
  faultOf?: (typed: string) => string | undefined;
  save: (word: string | null) => void;
};

/** A word or two, saved when the field is left. */
export function WordField({ value, faultOf, save, error, ...rest }: Props) {
  const [typed, setTyped] = useState(value ?? '');
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value); // an undo, or somebody else
    setTyped(value ?? '');
  }
  const fault = faultOf?.(typed);
  const leave = () => {
    if (fault === undefined && typed.trim() !== (value ?? '')) save(typed.trim() || null);
  };
  return (
    <TextInput
      maxLength={100}
      {...rest}
      value={typed}
      error={fault ?? error}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={leave}
      onKeyDown={({ key }) => key === 'Enter' && leave()}
    />
  );
}
