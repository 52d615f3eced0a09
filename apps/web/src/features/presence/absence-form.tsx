import type { User } from '@carillon/contract';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useServerClock } from '../../lib/live/live-provider.tsx';
import { useMe } from '../../lib/session.ts';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import { absenceOf, draftOf, fieldText, isAway, SHORTCUTS, shortcutEnd } from './absence-draft.ts';
import classes from './presence.module.css';

type Props = {
  user: Pick<User, 'id' | 'absence'>;
  save: (absence: User['absence']) => void;
  saving?: boolean;
};

/** Away until when, and who takes the calls meanwhile. */
export function AbsenceForm({ user, save, saving = false }: Props) {
  const t = useT('presence');
  const now = useServerClock();
  const [draft, setDraft] = useState(() => draftOf(user.absence, now()));
  const [wrong, setWrong] = useState(false);
  const mine = useMe().id === user.id;
  const away = isAway(user.absence, now());
  const change = (part: Partial<typeof draft>) => {
    setWrong(false);
    setDraft({ ...draft, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const absence = absenceOf(draft, now());
    if (absence) save(absence);
    else setWrong(true);
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <fieldset className={classes.shortcuts}>
        <legend>{t('awayFor')}</legend>
        {SHORTCUTS.map((shortcut) => (
          <Button
            key={shortcut}
            type="button"
            size="compact-sm"
            variant="default"
            onClick={() => change({ until: fieldText(shortcutEnd(shortcut, now())) })}
          >
            {t(`for.${shortcut}`)}
          </Button>
        ))}
      </fieldset>
      <TextInput
        type="datetime-local"
        label={t('until')}
        required
        withAsterisk={false}
        value={draft.until}
        error={wrong && t('untilWrong')}
        onChange={({ currentTarget }) => change({ until: currentTarget.value })}
      />
      <ColleagueSelect
        label={t('deputy')}
        description={t('deputyHint')}
        placeholder={t('noDeputy')}
        without={user.id}
        value={draft.deputyId}
        comboboxProps={{ withinPortal: false }}
        onChange={(deputyId) => change({ deputyId })}
      />
      <div className={classes.buttons}>
        <Button type="submit" loading={saving}>
          {t(away ? 'change' : mine ? 'leave' : 'sendAway')}
        </Button>
        {away && (
          <Button variant="default" disabled={saving} onClick={() => save(null)}>
            {t(mine ? 'back' : 'bringBack')}
          </Button>
        )}
      </div>
    </form>
  );
}
