import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { notifyFault } from '../../ui/notify-undo.tsx';
import { NoticeRow } from './notice-row.tsx';
import classes from './notices.module.css';
import { noticesQuery } from './notices-query.ts';

const COUNTED_MAX = 99;

/** What I should know, on every page: how much is new, and the list of it. */
export function Bell() {
  const t = useT('notices');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState(false);
  const { data, error, refetch } = useQuery(noticesQuery);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: noticesQuery.queryKey });
  useLiveMessages(({ type }) => {
    if (type === 'notification' || type === 'snapshot') refresh();
  });
  const { mutate: read } = useMutation({
    mutationFn: (id: string | null) =>
      id === null ? api.put('/notifications/read') : api.patch(`/notifications/${id}`, { read: true }),
    onError: (fault) => notifyFault(errorText(fault)),
    onSettled: refresh,
  });
  const unread = data?.unread ?? 0;

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={380} withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={classes.bell}
          aria-label={unread === 0 ? t('title') : t('titleUnread', { count: unread })}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={19} stroke={1.6} />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {unread > COUNTED_MAX ? `${COUNTED_MAX}+` : unread}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('title')}>
        <div className={classes.head}>
          <h2 className={classes.title}>{t('title')}</h2>
          {unread > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={() => read(null)}>
              {t('readAll')}
            </Button>
          )}
        </div>
        {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
        {data?.items.length === 0 && <p className={classes.empty}>{t('empty')}</p>}
        {data && data.items.length > 0 && (
          <ul className={classes.list}>
            {data.items.map((notice) => (
              <NoticeRow
                key={notice.id}
                notice={notice}
                follow={() => {
                  setOpened(false);
                  if (notice.readAt === null) read(notice.id);
                }}
              />
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
