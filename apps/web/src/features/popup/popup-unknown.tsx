import type { LiveCall } from '@carillon/contract';
import { Button } from '@mantine/core';
import { IconBriefcase, IconBuilding, IconFlag, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { PopupForm } from './popup-form.tsx';
import classes from './popup.module.css';
import type { RecordKind } from './save-caller.ts';

const KINDS = [
  { kind: 'contact', Icon: IconUser },
  { kind: 'company', Icon: IconBuilding },
  { kind: 'lead', Icon: IconFlag },
  { kind: 'deal', Icon: IconBriefcase },
] as const;

type Props = { call: LiveCall; number: string; setTyping: (typing: boolean) => void };

/** What can be made of an unknown caller, here and now (4.4). */
export function PopupUnknown({ call, number, setTyping }: Props) {
  const t = useT('popup');
  const [kind, setKind] = useState<RecordKind | null>(null);
  if (kind) return <PopupForm kind={kind} call={call} number={number} setTyping={setTyping} close={() => setKind(null)} />;
  return (
    <div role="group" aria-label={t('addTo')} className={classes.create}>
      <span className={classes.quiet} aria-hidden>
        {t('addTo')}
      </span>
      {KINDS.map(({ kind: each, Icon }) => (
        <Button
          key={each}
          variant="default"
          size="compact-sm"
          leftSection={<Icon size={14} aria-hidden />}
          onClick={() => setKind(each)}
        >
          {t(`type.${each}`)}
        </Button>
      ))}
    </div>
  );
}
