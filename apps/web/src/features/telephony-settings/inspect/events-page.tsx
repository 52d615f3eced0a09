import type { PbxEvent } from '@carillon/contract';
import { Button, Skeleton } from '@mantine/core';
import { IconChevronRight, IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLanguage, useT } from '../../../lib/i18n/use-t.ts';
import { useMe } from '../../../lib/session.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { TextLink } from '../../../ui/text-link.tsx';
import { AdministratorsOnly } from '../telephony-layout.tsx';
import { eventsQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import own from './inspect.module.css';

/** Settings → Telephony → Events (11.4): what the PBX said lately and what we answered, so that anybody can see that it works. */
export function EventsPage() {
  return useMe().role === 'admin' ? <Events /> : <AdministratorsOnly />;
}

function Events() {
  const t = useT('telephony-inspect');
  const [paused, setPaused] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    ...eventsQuery,
    ...(paused ? { refetchInterval: false as const } : {}),
  });
  return (
    <>
      <title>{`${t('events.title')} · Carillon`}</title>
      <PageHeader
        title={t('events.title')}
        note={paused ? '' : t('events.live')}
        actions={
          <Button variant="default" onClick={() => setPaused(!paused)}>
            {t(paused ? 'events.go' : 'events.pause')}
          </Button>
        }
      />
      <p className={classes.note}>{t('events.text')}</p>
      {isPending && <Skeleton height={300} />}
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyState icon={IconPlugConnected} title={t('events.empty')} text={t('events.emptyText')} />}
      <ul className={classes.list}>
        {data?.items.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ul>
    </>
  );
}

const HIDDEN_FIELDS = new Set(['signature', 'secret', 'key', 'token', 'password']);

function EventRow({ event }: { event: PbxEvent }) {
  const t = useT('telephony-inspect');
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const id = useId();
  const at = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const reply = JSON.stringify(event.reply);
  const fields = Object.entries(event.fields).filter(([name]) => !HIDDEN_FIELDS.has(name.toLowerCase()));
  return (
    <li className={own.event}>
      <button type="button" className={own.head} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} className={own.chevron} aria-hidden />
        <time dateTime={event.receivedAt} title={event.receivedAt}>
          {at.format(new Date(event.receivedAt))}
        </time>
        <span className={own.name}>{event.event}</span>
        <span className={own.verdict} data-verdict={event.verdict}>
          {t(`verdict.${event.verdict}`)}
        </span>
        <span className={own.reply}>{reply}</span>
        <span className={own.ms}>
          {event.milliseconds === null ? '' : t('events.ms', { ms: millisecondsText(event.milliseconds, language) })}
        </span>
      </button>
      <div id={id} hidden={!open} className={own.body}>
        {open && (
          <>
            {event.spooled && <p className={classes.note}>{t('events.spooled')}</p>}
            <h2 className={classes.dimmed} style={{ margin: 0, fontSize: '0.8125rem' }}>
              {t('events.fields')}
            </h2>
            <dl className={own.fields}>
              {fields.map(([name, value]) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <h2 className={classes.dimmed} style={{ margin: 0, fontSize: '0.8125rem' }}>
              {t('events.answer')}
            </h2>
            <pre className={own.json}>{reply}</pre>
            {event.callId && (
              <TextLink to="/calls/$id" params={{ id: event.callId }}>
                {t('events.toCall')}
              </TextLink>
            )}
          </>
        )}
      </div>
    </li>
  );
}

const millisecondsText = (milliseconds: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: milliseconds < 10 ? 1 : 0 }).format(milliseconds);
