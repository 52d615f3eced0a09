import type { TelephonySettings } from '@carillon/contract';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { usersQuery, useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';

const POOL = 'pool';

/** 2.4: exactly one default responsible, or none: then such clients wait in the pool. */
export function DefaultResponsibleStep({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const errorText = useErrorText();
  const { data: users } = useQuery(usersQuery);
  const { mutate, error, isPending } = useSaveSettings();
  const active = users?.items.filter((user) => user.active || user.id === settings.defaultResponsibleId) ?? [];
  return (
    <>
      <p className={classes.note}>{t('responsible.text')}</p>
      <Select
        maw={340}
        searchable
        allowDeselect={false}
        label={t('responsible.label')}
        disabled={isPending || !users}
        data={[{ value: POOL, label: t('responsible.pool') }, ...active.map(({ id, name }) => ({ value: id, label: name }))]}
        value={settings.defaultResponsibleId ?? POOL}
        onChange={(value) => mutate({ defaultResponsibleId: value === POOL ? null : value })}
      />
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
    </>
  );
}
