import { Button, Code, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './call-events.module.css';
import { callEventsQuery } from './call-query.ts';

/** What the PBX sent about the call, and what we answered: fetched when asked for. */
export function CallEvents({ id }: { id: string }) {
  const t = useT('calls');
  const language = useLanguage();
  const [shown, setShown] = useState(false);
  const { data, error, refetch } = useQuery({ ...callEventsQuery(id), enabled: shown });

  if (!shown) {
    return (
      <Button variant="default" onClick={() => setShown(true)}>
        {t('showEvents')}
      </Button>
    );
  }
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={90} />;
  if (data.items.length === 0) return <p className={classes.none}>{t('noEvents')}</p>;
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' });
  return (
    <ol className={classes.events}>
      {data.items.map(({ id: key, receivedAt, event, verdict, fields, reply }) => (
        <li key={key}>
          <div className={classes.head}>
            <strong>{event}</strong>
            <span>{verdict}</span>
            <time dateTime={receivedAt}>{clock.format(new Date(receivedAt))}</time>
          </div>
          <Code block className={classes.code}>
            {Object.entries(fields)
              .map(([name, value]) => `${name}=${value}`)
              .join('\n')}
          </Code>
          {Object.keys(reply).length > 0 && (
            <p className={classes.reply}>
              {t('reply')}: <Code>{JSON.stringify(reply)}</Code>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
