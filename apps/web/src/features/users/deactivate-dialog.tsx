import type { User } from '@carillon/contract';
import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './users-page.module.css';
import { defaultResponsibleQuery } from './users-query.ts';

type Props = { user: User; close: () => void; saving: boolean; deactivate: () => void };

/** Says what goes with an employee before they go: the extension can't be given back by an undo (2.4, 2.8). */
export function DeactivateDialog({ user, close, saving, deactivate }: Props) {
  const t = useT('users');
  const common = useT('common');
  const { data: defaultResponsibleId } = useQuery(defaultResponsibleQuery);
  return (
    <Dialog close={close} title={t('deactivateTitle', { name: user.name })}>
      <div className={classes.form}>
        <p className={classes.text}>{t('deactivateText')}</p>
        {user.extension !== null && <p className={classes.text}>{t('deactivateExtension', { extension: user.extension })}</p>}
        {defaultResponsibleId === user.id && (
          <Alert color="yellow" variant="light" role="alert">
            {t('deactivateDefault')}
          </Alert>
        )}
        <div className={classes.actions}>
          <Button color="red" loading={saving} onClick={deactivate}>
            {t('deactivate')}
          </Button>
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
