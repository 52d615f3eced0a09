import type { PhoneWrite } from '@carillon/contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import classes from './phones-editor.module.css';

type Props = {
  phone?: PhoneWrite | undefined;
  save: (phone: PhoneWrite) => Promise<void>;
  remove?: () => Promise<void>;
  cancel: () => void;
};
type State = NonNullable<PhoneWrite['state']>;

const STATES: readonly State[] = ['current', 'former', 'wrong'];
const isState = (value: string): value is State => STATES.some((state) => state === value);

/** One number: how it is written, its label, and whether it still belongs to the client. */
export function PhoneForm({ phone, save, remove, cancel }: Props) {
  const t = useT('clients');
  const common = useT('common');
  const formatNumber = useFormatNumber();
  const [number, setNumber] = useState(phone ? formatNumber(phone.number) : '');
  const [label, setLabel] = useState(phone?.label ?? '');
  const [state, setState] = useState<State>(phone?.state ?? 'current');

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim() !== '') void save({ number: number.trim(), label: label.trim(), state });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') cancel();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape gives up, wherever in the form one is
    <form className={classes.form} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      <TextInput
        size="xs"
        type="tel"
        label={t('phone')}
        required
        withAsterisk={false}
        maxLength={60}
        autoFocus
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <div className={classes.line}>
        <TextInput
          size="xs"
          label={t('label')}
          placeholder={t('labelHint')}
          maxLength={60}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        {phone && (
          <NativeSelect
            size="xs"
            label={t('state')}
            value={state}
            data={STATES.map((one) => ({ value: one, label: t(`state.${one}`) }))}
            onChange={(event) => isState(event.currentTarget.value) && setState(event.currentTarget.value)}
          />
        )}
      </div>
      {state === 'former' && <p className={classes.hint}>{t('stateFormerHint')}</p>}
      {state === 'wrong' && <p className={classes.hint}>{t('stateWrongHint')}</p>}
      <div className={classes.actions}>
        <Button type="submit" size="compact-sm">
          {common('save')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={cancel}>
          {common('cancel')}
        </Button>
        {remove && (
          <Button variant="subtle" color="red" size="compact-sm" ml="auto" onClick={() => void remove()}>
            {common('remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
