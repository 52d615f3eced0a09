import type { LiveCall } from '@carillon/contract';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import classes from './popup.module.css';
import { listsOf, type RecordKind, saveCaller } from './save-caller.ts';

type Props = { kind: RecordKind; call: LiveCall; number: string; setTyping: (typing: boolean) => void; close: () => void };

/** A new record without leaving the page: the number is filled in, a name is enough. */
export function PopupForm({ kind, call, number, setTyping, close }: Props) {
  const t = useT('popup');
  const common = useT('common');
  const errorText = useErrorText();
  const me = useMe();
  const queryClient = useQueryClient();
  const formatNumber = useFormatNumber();
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [phone, setPhone] = useState(formatNumber(number));
  const [nameless, setNameless] = useState(false);
  const tell = useEffectEvent(setTyping);
  useEffect(() => {
    tell(true); // an open form keeps the pop-up, whatever becomes of the call
    return () => tell(false);
  }, []);
  const save = useMutation({
    mutationFn: () =>
      saveCaller(call, { kind, name: name.trim(), number: phone.trim(), title: title.trim(), responsibleId: me.id }),
    onSuccess: () => {
      for (const list of listsOf(kind)) void queryClient.invalidateQueries({ queryKey: [list] });
      close();
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setNameless(name.trim() === '');
    if (name.trim() !== '' && !save.isPending) save.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.nativeEvent.stopImmediatePropagation(); // Esc leaves the form, not the pop-up
    close();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc anywhere in the form leaves it
    <form className={classes.form} aria-label={t(`new.${kind}`)} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate>
      <TextInput
        label={t(kind === 'company' ? 'companyName' : 'personName')}
        size="xs"
        data-autofocus
        ref={focusOnce}
        value={name}
        maxLength={300}
        error={nameless && t('nameNeeded')}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={t('phone')}
        size="xs"
        type="tel"
        value={phone}
        maxLength={60}
        onChange={({ currentTarget }) => setPhone(currentTarget.value)}
      />
      {kind === 'deal' && (
        <TextInput
          label={t('dealTitle')}
          size="xs"
          value={title}
          maxLength={300}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
      )}
      {save.error && <p role="alert">{errorText(save.error)}</p>}
      <div className={classes.formButtons}>
        <Button type="submit" size="xs" loading={save.isPending}>
          {t(`save.${kind}`)}
        </Button>
        <Button variant="subtle" size="xs" onClick={close}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The person has just asked for the form: its first field is where they want to be. */
function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}
