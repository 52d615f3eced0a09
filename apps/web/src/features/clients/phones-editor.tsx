import type { ClientType, PhoneRead, PhoneWrite } from '@carillon/contract';
import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { PhoneNumber } from '../../ui/phone-number.tsx';
import { DialNumber } from '../dialling/dial-number.tsx';
import { NumberActions } from '../number-lists/number-actions.tsx';
import { WriteSms } from '../sms/write-sms.tsx';
import { PhoneForm } from './phone-form.tsx';
import classes from './phones-editor.module.css';
import { phoneWrite } from './use-save-client.ts';

type Props = {
  of: { type: ClientType; id: string; name: string };
  phones: readonly PhoneRead[] /** Resolves to whether it was saved. */;
  save: (phones: PhoneWrite[]) => Promise<boolean>;
};

/** The numbers of a client, each called by a click, with its label and state, edited in place. */
export function PhonesEditor({ of, phones, save }: Props) {
  const t = useT('clients');
  const formatNumber = useFormatNumber();
  const [editing, setEditing] = useState<number | 'new' | null>(null);
  const written = phones.map(phoneWrite);
  const finish = async (next: PhoneWrite[]) => {
    if (await save(next)) setEditing(null); // else what was typed stays where it is
  };

  return (
    <div className={classes.phones}>
      <ul aria-label={t('phones')} className={classes.list}>
        {phones.map((phone, index) =>
          editing === index ? (
            <li key={phone.number}>
              <PhoneForm
                phone={written[index]}
                save={(changed) => finish(written.with(index, changed))}
                remove={() => finish(written.toSpliced(index, 1))}
                cancel={() => setEditing(null)}
              />
            </li>
          ) : (
            <li key={phone.number} className={classes.phone} data-state={phone.state}>
              <span className={classes.number}>
                {phone.state === 'wrong' ? (
                  <PhoneNumber number={phone.number} suffix={phone.suffix} />
                ) : (
                  <DialNumber
                    number={phone.number}
                    suffix={phone.suffix}
                    name={of.name}
                    about={{ type: of.type, id: of.id }}
                    spelled
                  />
                )}
              </span>
              <span className={classes.label}>
                {[phone.label, phone.state === 'current' ? '' : t(`state.${phone.state}`)].filter(Boolean).join(' · ')}
              </span>
              {phone.state === 'current' && <WriteSms number={phone.number} />}
              {phone.state !== 'wrong' && <NumberActions number={phone.number} known />}
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                className={classes.edit}
                aria-label={t('editPhone', { number: formatNumber(phone.number) })}
                onClick={() => setEditing(index)}
              >
                <IconPencil size={14} />
              </ActionIcon>
            </li>
          ),
        )}
      </ul>
      {editing === 'new' ? (
        <PhoneForm save={(added) => finish([...written, added])} cancel={() => setEditing(null)} />
      ) : (
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setEditing('new')}>
          {t('addPhone')}
        </Button>
      )}
    </div>
  );
}
