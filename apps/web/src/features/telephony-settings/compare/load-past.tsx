import { Button } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import classes from '../telephony.module.css';
import { RunningComparison } from './running-comparison.tsx';
import type { PastLoad } from './use-past-load.ts';

type Props = { past: PastLoad /** Of a second load it is said quietly. */; again?: boolean };

/** The button that loads the last 30 days; while it goes on, how far it is. */
export function LoadPast({ past: { running, seenAt, begin, beginning, error }, again = false }: Props) {
  const t = useT('telephony-compare');
  const errorText = useErrorText();
  if (running) return <RunningComparison job={running} now={seenAt} title={t('loadingPast')} />;
  return (
    <>
      <Button variant={again ? 'subtle' : 'filled'} loading={beginning} onClick={begin}>
        {t(again ? 'loadAgain' : 'loadPast')}
      </Button>
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
    </>
  );
}
