import type { LiveCall } from '@carillon/contract';
import { IconBuilding, IconUser } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import classes from './popup.module.css';

/** Makes a client of an unknown caller: the form opens with the number filled in and links the call when it is saved. */
export function PopupCreate({ call, number }: { call: LiveCall; number: string }) {
  const t = useT('popup');
  const search = { number, callId: call.id };
  return (
    <div className={classes.create}>
      <span className={classes.dimmed}>{t('addTo')}</span>
      <ButtonLink to="/contacts/new" search={search} variant="default" leftSection={<IconUser size={14} aria-hidden />}>
        {t('contact')}
      </ButtonLink>
      <ButtonLink to="/companies/new" search={search} variant="default" leftSection={<IconBuilding size={14} aria-hidden />}>
        {t('company')}
      </ButtonLink>
    </div>
  );
}
