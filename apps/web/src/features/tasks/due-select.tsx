import { Button, Popover, TextInput } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { useState } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { whenText } from '../../lib/time/when.ts';
import { dueChoices, fieldTime } from './due-choices.ts';
import classes from './tasks.module.css';

type Props = { value: string | null; onChange: (dueAt: string | null) => void; variant?: 'default' | 'subtle' };

/** Until when: a quick choice, or any moment of the reader's zone. */
export function DueSelect({ value, onChange, variant = 'default' }: Props) {
  const t = useT('work');
  const language = useLanguage();
  const now = useNow();
  const [opened, setOpened] = useState(false);
  const choose = (at: Date | null) => {
    setOpened(false);
    onChange(at?.toISOString() ?? null);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={250} shadow="md">
      <Popover.Target>
        <Button
          variant={variant}
          color="gray"
          className={classes.dueButton}
          leftSection={<IconCalendarTime size={15} stroke={1.6} />}
          data-empty={value === null || undefined}
          aria-label={`${t('due')}: ${value === null ? t('noDue') : whenText(new Date(value), now, language)}`}
          onClick={() => setOpened(!opened)}
        >
          {value === null ? t('noDue') : whenText(new Date(value), now, language)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dueList} aria-label={t('due')}>
        {dueChoices(now).map(({ choice, at }) => (
          <button key={choice} type="button" onClick={() => choose(at)}>
            <span>{t(`due.${choice}`)}</span>
            <span className={classes.quiet}>{shortWhen(at, language)}</span>
          </button>
        ))}
        {value !== null && (
          <button type="button" onClick={() => choose(null)}>
            {t('noDue')}
          </button>
        )}
        <TextInput
          type="datetime-local"
          size="xs"
          label={t('due.moment')}
          defaultValue={value === null ? '' : fieldTime(new Date(value))}
          onBlur={({ currentTarget }) => {
            const at = new Date(currentTarget.value);
            if (!Number.isNaN(+at) && +at !== +new Date(value ?? 0)) choose(at);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault(); // the form around it is not finished yet
            event.currentTarget.blur();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

const shortWhen = (at: Date, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
