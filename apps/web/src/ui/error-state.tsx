import { Button } from '@mantine/core';
import { IconAlertTriangle, IconMapOff } from '@tabler/icons-react';
import { ApiError } from '../lib/api.ts';
import { useT } from '../lib/i18n/use-t.ts';
import { useErrorText } from '../lib/use-error-text.ts';
import { EmptyState } from './empty-state.tsx';
import classes from './state.module.css';

type Props = { error: unknown; retry?: () => void };

/** What happened, what is kept, and a way to try again; of what is not there only that. */
export function ErrorState({ error, retry }: Props) {
  const t = useT('common');
  const errorText = useErrorText();
  if (error instanceof ApiError && error.code === 'not-found') return <EmptyState icon={IconMapOff} title={errorText(error)} />;
  return (
    <div role="alert" className={classes.state}>
      <IconAlertTriangle size={28} stroke={1.5} className={classes.failed} aria-hidden />
      <p className={classes.title}>{t('failedTitle')}</p>
      <p className={classes.text}>{errorText(error)}</p>
      {retry && (
        <div className={classes.action}>
          <Button variant="default" onClick={retry}>
            {t('retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
