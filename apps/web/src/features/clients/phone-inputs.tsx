import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { KnownNumber } from './known-number.tsx';
import classes from './phones-editor.module.css';

export type PhoneDraft = { key: number; number: string; label: string };

type Props = { phones: readonly PhoneDraft[]; onChange: (phones: PhoneDraft[]) => void; faults?: Record<number, string> };

/** The numbers of a client that is being made; says at once when one is known already. */
export function PhoneInputs({ phones, onChange, faults = {} }: Props) {
  const t = useT('clients');
  const change = (index: number, some: Partial<PhoneDraft>) =>
    onChange(phones.map((phone, at) => (at === index ? { ...phone, ...some } : phone)));
  const add = () => onChange([...phones, { key: Math.max(0, ...phones.map(({ key }) => key)) + 1, number: '', label: '' }]);
  return (
    <div>
      {phones.map((phone, index) => (
        <div key={phone.key}>
          <div className={classes.line} style={{ alignItems: 'flex-end', marginBottom: 6 }}>
            <TextInput
              type="tel"
              label={t('phone')}
              maxLength={60}
              value={phone.number}
              error={faults[index]}
              onChange={(event) => change(index, { number: event.currentTarget.value })}
            />
            <TextInput
              label={t('label')}
              placeholder={t('labelHint')}
              maxLength={60}
              value={phone.label}
              onChange={(event) => change(index, { label: event.currentTarget.value })}
            />
            {phones.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                style={{ flex: 'none' }}
                aria-label={t('removePhone', { number: phone.number })}
                onClick={() => onChange(phones.filter((one) => one !== phone))}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </div>
          <KnownNumber number={phone.number} />
        </div>
      ))}
      <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add}>
        {t('addPhone')}
      </Button>
    </div>
  );
}
