import type { User } from '@carillon/contract';
import { Alert, Button, Checkbox, NumberInput, Radio, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { isReturnTimeout } from '../../lib/numbers/is-return-timeout.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { DeviceField } from './device-field.tsx';
import classes from './users-page.module.css';

export type UserDraft = Pick<User, 'name' | 'email' | 'role' | 'phones' | 'callDevice'>;
/** The time-out is asked of an employee who is here already. */
type UserChange = UserDraft & Partial<Pick<User, 'returnTimeoutSeconds'>>;
const ROLES = ['agent', 'supervisor', 'admin'] as const;
const isRole = (value: string): value is User['role'] => ROLES.some((role) => role === value);

type Props = {
  user?: User;
  fault: string | undefined;
  faults: Record<string, string>;
  saving: boolean;
  saveLabel: string;
  save: (draft: UserChange) => void;
};

/** Name, e-mail, role, own phones of an employee, and on which of them their outgoing calls begin. */
export function UserForm({ user, fault, faults, saving, saveLabel, save }: Props) {
  const t = useT('users');
  const common = useT('common');
  const formatNumber = useFormatNumber();
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [role, setRole] = useState<User['role']>(user?.role ?? 'agent');
  const [phones, setPhones] = useState(() => (user?.phones ?? []).map(formatNumber));

  const [device, setDevice] = useState<User['callDevice']>(user?.callDevice ?? 'desk');
  const noMobile = device === 'mobile' && phones.length === 0;

  const [timeout, setTimeout] = useState<number | string>(user?.returnTimeoutSeconds ?? '');
  const timeoutFits = timeout === '' || (typeof timeout === 'number' && isReturnTimeout(timeout));

  const [asking, setAsking] = useState(false);
  const [sure, setSure] = useState(false);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!timeoutFits || noMobile) return;
    if (timeout === 0 && user?.returnTimeoutSeconds !== 0 && !sure) return setAsking(true);
    const own = user ? { returnTimeoutSeconds: typeof timeout === 'number' ? timeout : null } : {};
    save({ name: name.trim(), email: email.trim(), role, phones, callDevice: device, ...own });
  };
  return (
    <form className={classes.form} onSubmit={onSubmit}>
      {fault && (
        <Alert color="red" role="alert" variant="light">
          {fault}
        </Alert>
      )}
      <TextInput
        label={t('name')}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        value={name}
        error={faults['/name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('email')}
        type="email"
        required
        withAsterisk={false}
        maxLength={254}
        value={email}
        error={faults['/email']}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Radio.Group label={t('role')} value={role} onChange={(value) => isRole(value) && setRole(value)}>
        <div className={classes.form} style={{ gap: 8, marginTop: 6 }}>
          {ROLES.map((one) => (
            <Radio key={one} value={one} label={common(`role.${one}`)} description={t(`roleHint.${one}`)} />
          ))}
        </div>
      </Radio.Group>
      <TagsInput
        label={t('phones')}
        description={t('phonesHint')}
        placeholder={phones.length === 0 ? t('addPhone') : ''}
        value={phones}
        maxTags={10}
        acceptValueOnBlur
        error={Object.entries(faults).find(([pointer]) => pointer.startsWith('/phones'))?.[1]}
        onChange={setPhones}
      />
      <DeviceField value={device} noMobile={noMobile} mobile={phones[0]} onChange={setDevice} />
      {user && (
        <NumberInput
          label={t('returnTimeout')}
          description={t('returnTimeoutHint')}
          placeholder={t('returnTimeoutDefault')}
          error={timeoutFits ? faults['/returnTimeoutSeconds'] : t('returnTimeoutWrong')}
          allowNegative={false}
          allowDecimal={false}
          max={999}
          value={timeout}
          onChange={setTimeout}
        />
      )}
      {asking && timeout === 0 && (
        <Checkbox label={t('returnTimeoutForever')} checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
      )}
      <div className={classes.actions}>
        <Button type="submit" loading={saving}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
}
