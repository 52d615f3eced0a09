import type { RelayState } from '@carillon/contract';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { TimeText } from '../../../ui/time-text.tsx';
import { relaysQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';

/** 1.5: the old systems that get from us what we get, how they take it, and the end of it. Shows nothing where there are none. */
export function Relays() {
  const t = useT('telephony');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data } = useQuery(relaysQuery);
  const end = useMutation({
    mutationFn: () => api.delete('/telephony/relays'),
    onSuccess: () => queryClient.setQueryData(relaysQuery.queryKey, { items: [], nextCursor: null }),
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-label={t('relay.title')} style={{ marginTop: 12 }}>
      <p className={classes.note}>{t('relay.text')}</p>
      <ul className={classes.list} style={{ display: 'grid', gap: 6, margin: '8px 0 12px' }}>
        {data.items.map((relay) => (
          <li key={relay.kind}>
            <RelayLine relay={relay} />
          </li>
        ))}
      </ul>
      <Button variant="default" size="xs" loading={end.isPending} onClick={() => end.mutate()}>
        {t('relay.end')}
      </Button>
      {end.error && (
        <p role="alert" className={classes.bad}>
          {errorText(end.error)}
        </p>
      )}
    </section>
  );
}

function RelayLine({ relay }: { relay: RelayState }) {
  const t = useT('telephony');
  const { kind, url, passedOn, failed, lastAt, lastStatus, lastFault } = relay;
  const isWell = lastStatus !== null && lastStatus < 300;
  return (
    <>
      {t(`relay.${kind}`)} <code className={classes.code}>{url}</code>{' '}
      <span className={classes.dimmed}>
        {t('relay.passedOn', { count: passedOn })}
        {' · '}
      </span>
      {lastAt === null ? (
        <span className={classes.dimmed}>{t('relay.nothingYet')}</span>
      ) : (
        <>
          <span className={isWell ? classes.good : classes.bad}>
            {lastStatus === null ? t('relay.noAnswer', { why: lastFault ?? '' }) : t('relay.lastAnswer', { status: lastStatus })}
          </span>{' '}
          <span className={classes.dimmed}>
            <TimeText at={lastAt} />
          </span>
        </>
      )}
      {failed > 0 && <span className={classes.bad}> · {t('relay.failed', { count: failed })}</span>}
    </>
  );
}
