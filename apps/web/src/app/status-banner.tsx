import { IconAlertTriangle } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ApiError } from '../lib/api.ts';
import { useT } from '../lib/i18n/use-t.ts';
import { useMe } from '../lib/session.ts';
import { TextLink } from '../ui/text-link.tsx';
import classes from './status-banner.module.css';

type Status = { database: 'ready' | 'away'; provider: 'ok' | 'failing' | 'not-connected' | 'refused'; spooled: number };

const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => api.get<Status>('/status', { signal }),
  refetchInterval: 15_000,
  retry: false,
});

/** What is wrong just now and what is kept; nothing at all while everything is well. */
export function StatusBanner() {
  const t = useT('shell');
  const me = useMe();
  const { data: status, error } = useQuery(statusQuery);

  if (error instanceof ApiError && error.code === 'network') return <Banner severity="bad" text={t('serverAway')} />;
  const databaseAway = status?.database === 'away' || (error instanceof ApiError && error.code === 'database-unavailable');
  if (databaseAway)
    return <Banner severity="bad" text={`${t('databaseAway')} ${t('databaseKept', { count: status?.spooled ?? 0 })}`} />;
  if (status?.provider === 'failing') return <Banner severity="warning" text={t('providerFailing')} />;
  if (status?.provider === 'refused') {
    const link = me.role === 'admin' && <TextLink to="/settings/telephony">{t('providerRefusedAct')}</TextLink>;
    return <Banner severity="warning" text={t('providerRefused')} link={link} />;
  }
  return null;
}

type BannerProps = { severity: 'bad' | 'warning'; text: string; link?: React.ReactNode };

function Banner({ severity, text, link }: BannerProps) {
  return (
    <div role="status" className={classes.banner} data-severity={severity}>
      <IconAlertTriangle size={17} stroke={1.7} aria-hidden />
      <span>
        {text} {link}
      </span>
    </div>
  );
}
