import type { BlacklistEntry } from '@carillon/contract';
import { Button, Skeleton } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useServerClock } from '../../../lib/live/live-provider.tsx';
import { useFormatNumber } from '../../../lib/numbers/use-format-number.ts';
import { useMe } from '../../../lib/session.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { notifyFault, notifyUndo } from '../../../ui/notify-undo.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { TextLink } from '../../../ui/text-link.tsx';
import { TimeText } from '../../../ui/time-text.tsx';
import { blacklistQuery, settingsQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { BlacklistForm } from './blacklist-form.tsx';
import own from './blacklist.module.css';

/** Settings → Telephony → Blacklist (10.1): who is refused, since when, and how often it helped. */
export function BlacklistPage() {
  const t = useT('telephony-rules');
  const [q, setQ] = useState('');
  const { data, error, isPending, refetch } = useQuery(blacklistQuery(q));
  const queryClient = useQueryClient();
  const seeAgain = () => void queryClient.invalidateQueries({ queryKey: ['blacklist'] });
  return (
    <>
      <title>{`${t('list.title')} · Carillon`}</title>
      <PageHeader title={t('list.title')} actions={<SearchBox label={t('list.search')} value={q} onChange={setQ} />} />
      <SwitchedOff />
      <BlacklistForm added={seeAgain} />
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton height={160} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconBan} title={q === '' ? t('list.empty') : t('list.nothing', { text: q })} />
      )}
      <ul className={classes.list}>
        {data?.items.map((entry) => (
          <BlacklistRow key={entry.id} entry={entry} changed={seeAgain} />
        ))}
      </ul>
    </>
  );
}

/** The list alone refuses nobody: the switch stands under Rules, which only administrators see. */
function SwitchedOff() {
  const t = useT('telephony-rules');
  const admin = useMe().role === 'admin';
  const { data } = useQuery({ ...settingsQuery, enabled: admin });
  if (data?.features.blacklist.enabled !== false) return null;
  return (
    <p className={classes.note}>
      {t('list.switchedOff')}{' '}
      <TextLink to="/settings/telephony/rules" underline="always">
        {t('list.toRules')}
      </TextLink>
    </p>
  );
}

function BlacklistRow({ entry, changed }: { entry: BlacklistEntry; changed: () => void }) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const formatNumber = useFormatNumber();
  const { id, pattern, comment, expiresAt, hits, lastHitAt, createdBy, createdAt } = entry;
  const said = pattern.endsWith('*') ? pattern : formatNumber(pattern);
  const restore = useMutation({
    mutationFn: () => api.post('/blacklist', { pattern, comment, expiresAt }),
    onError: (error) => notifyFault(errorText(error)),
    onSettled: changed,
  });
  const remove = useMutation({
    mutationFn: () => api.delete(`/blacklist/${id}`),
    onSuccess: () =>
      notifyUndo({ text: t('list.removed', { pattern: said }), undoLabel: common('undo'), undo: () => restore.mutate() }),
    onError: (error) => notifyFault(errorText(error)),
    onSettled: changed,
  });
  const serverNow = useServerClock();
  const expired = expiresAt !== null && Date.parse(expiresAt) <= serverNow();
  return (
    <li className={own.row} data-expired={expired}>
      <span className={own.pattern}>{said}</span>
      <span className={own.comment}>{comment}</span>
      <span className={own.facts}>
        {hits > 0 ? t('list.hits', { count: hits }) : t('list.hitsZero')}
        {lastHitAt && (
          <>
            {', '}
            <TimeText at={lastHitAt} />
          </>
        )}
        {expiresAt && (
          <>
            {' · '}
            {expired ? t('list.expired') : t('list.until')} <TimeText at={expiresAt} />
          </>
        )}
        {' · '}
        {createdBy && `${createdBy.name}, `}
        <TimeText at={createdAt} />
      </span>
      <Button
        size="compact-xs"
        variant="default"
        loading={remove.isPending}
        aria-label={t('list.removeOf', { pattern: said })}
        onClick={() => remove.mutate()}
      >
        {common('remove')}
      </Button>
    </li>
  );
}
