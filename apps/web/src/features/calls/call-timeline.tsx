import type { CallView } from '@carillon/contract';
import { Button, Skeleton, Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import { usePages } from '../../lib/use-pages.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { PhoneNumber } from '../../ui/phone-number.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './call-timeline.module.css';
import { DirectionMark } from './direction-mark.tsx';
import { useFreshCalls } from './use-fresh-calls.ts';
import { useWhoRang } from './use-who-rang.ts';

const CallDrawer = lazy(() => import('./call-drawer.tsx'));
const SKELETONS = [0, 1, 2, 3];

type Props = { clientId: string; empty: string };

/** The calls of one client, newest first; `?call=` opens one beside them. */
export function CallTimeline({ clientId, empty }: Props) {
  const t = useT('calls');
  const navigate = useNavigate();
  const search: { call?: string } = useSearch({ strict: false });
  const { rows, total, error, retry, loadMore } = usePages<CallView>('calls', { clientId });
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
  const more = total === '10000+' || (total ?? 0) > rows.length;
  return (
    <>
      {rows.length === 0 && <p className={classes.empty}>{empty}</p>}
      <ol className={classes.list}>
        {rows.map((call) => (
          <Entry key={call.id} call={call} open={() => open(call.id)} />
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

function Entry({ call, open }: { call: CallView; open: () => void }) {
  const t = useT('calls');
  const { others } = useWhoRang();
  const rang = others(call);
  return (
    <li className={classes.entry}>
      <DirectionMark direction={call.direction} />
      <div className={classes.body}>
        <button type="button" className={classes.open} onClick={open}>
          <StatusMark status={call.status} />
          {call.talkSeconds !== null && call.talkSeconds > 0 && <span className="figures">{durationText(call.talkSeconds)}</span>}
          <span className={classes.when}>
            <TimeText at={call.startedAt} />
          </span>
        </button>
        <div className={classes.detail}>
          {[call.user?.name, rang.length > 0 && t('rang', { names: rang.join(', ') })].filter(Boolean).join(' · ')}
          {call.clientNumber && (
            <span className={classes.number}>
              <PhoneNumber number={call.clientNumber} />
            </span>
          )}
        </div>
        {call.outcome && <div className={classes.outcome}>{call.outcome}</div>}
        {call.notes.map(({ at, text }) => (
          <p key={at} className={classes.note}>
            {text}
          </p>
        ))}
      </div>
    </li>
  );
}
