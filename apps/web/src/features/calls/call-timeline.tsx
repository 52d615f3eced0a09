import type { CallView } from '@carillon/contract';
import { Button, Skeleton, Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { usePages } from '../../lib/use-pages.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../timeline/timeline.module.css';
import { CallEntry } from './call-entry.tsx';
import { DirectionMark } from './direction-mark.tsx';
import { useFreshCalls } from './use-fresh-calls.ts';

const CallDrawer = lazy(() => import('./call-drawer.tsx'));
const SKELETONS = [0, 1, 2, 3];

type Props = { clientId: string; empty: string };

/** The calls of one client, newest first; `?call=` opens one beside them. */
export function CallTimeline({ clientId, empty }: Props) {
  const t = useT('calls');
  const navigate = useNavigate();
  const search: { call?: string } = useSearch({ strict: false });
  const { rows, more, error, retry, loadMore } = usePages<CallView>('calls', { clientId });
  useFreshCalls();
  const open = (call: string | undefined) =>
    void navigate({ to: '.', search: ((before: object) => ({ ...before, call })) as never, replace: call === undefined }); // the card's own parameter

  if (error && !rows) return <ErrorState error={error} retry={retry} />;
  if (!rows) {
    return (
      <Stack gap={10} aria-busy="true">
        {SKELETONS.map((one) => (
          <Skeleton key={one} height={48} />
        ))}
      </Stack>
    );
  }
  return (
    <>
      {rows.length === 0 && <p className={classes.empty}>{empty}</p>}
      <ol className={classes.list}>
        {rows.map((call) => (
          <li key={call.id} className={classes.entry}>
            <DirectionMark direction={call.direction} />
            <div className={classes.body}>
              <CallEntry call={call} open={() => open(call.id)} />
            </div>
          </li>
        ))}
      </ol>
      {more && (
        <Button variant="subtle" onClick={loadMore}>
          {t('timelineMore')}
        </Button>
      )}
      {search.call && (
        <Suspense>
          <CallDrawer id={search.call} close={() => open(undefined)} />
        </Suspense>
      )}
    </>
  );
}
