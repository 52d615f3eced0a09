import type { User } from '@carillon/contract';
import { Button, Switch } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useMemo, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useServerClock } from '../../lib/live/live-provider.tsx';
import { useMe } from '../../lib/session.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { type Column, DataList } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PhoneNumber } from '../../ui/phone-number.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { isAway } from '../presence/absence-draft.ts';
import classes from './users-page.module.css';
import { usersQuery } from './users-query.ts';

const UserDrawer = lazy(() => import('./user-drawer.tsx'));
const NewUser = lazy(() => import('./new-user.tsx'));
const CARD_HEIGHT = 66;
const FILTERS = ['user', 'inactive'] as const;

function useColumns(): readonly Column<User>[] {
  const t = useT('users');
  const common = useT('common');
  const me = useMe();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('name'),
        width: 'minmax(150px, 2fr)',
        cell: ({ id, name }) => (
          <span className={classes.name}>
            {name} {id === me.id && <span className={classes.quiet}>({common('you')})</span>}
          </span>
        ),
      },
      { key: 'email', header: t('email'), width: 'minmax(150px, 2fr)', cell: ({ email }) => email },
      { key: 'role', header: t('role'), width: '130px', cell: ({ role }) => common(`role.${role}`) },
      {
        key: 'extension',
        header: t('extension'),
        width: '90px',
        cell: ({ extension }) => <span className="figures">{extension}</span>,
      },
      {
        key: 'phones',
        header: t('phones'),
        width: 'minmax(140px, 1.2fr)',
        cell: ({ phones }) => phones[0] && <PhoneNumber number={phones[0]} />,
      },
      {
        key: 'state',
        header: t('state'),
        width: '150px',
        cell: (user) => <UserState user={user} />,
      },
    ],
    [t, common, me.id],
  );
}

function UserState({ user: { active, absence } }: { user: User }) {
  const t = useT('users');
  const now = useServerClock();
  const away = active && isAway(absence, now());
  return (
    <span className={classes.quiet}>
      {t(away ? 'awayUntil' : active ? 'active' : 'inactive')} {away && <TimeText at={absence.until} />}
    </span>
  );
}

function UserCard({ user }: { user: User }) {
  return (
    <div className={classes.card}>
      <span className={classes.name}>{user.name}</span>
      <span className="figures">{user.extension}</span>
      <span className={classes.quiet}>{user.email}</span>
      <UserState user={user} />
    </div>
  );
}

const cardOf = (user: User) => <UserCard user={user} />;

/** The employees: who they are, what they may do, which extension is theirs. */
export function UsersPage() {
  const t = useT('users');
  const me = useMe();
  const columns = useColumns();
  const [creating, setCreating] = useState(false);
  const [filters, change] = useFilters(FILTERS);
  const { data: users, error, refetch } = useQuery({ ...usersQuery, enabled: me.role !== 'agent' });

  if (me.role === 'agent') return <EmptyState icon={IconLock} title={t('forbidden')} text={t('adminsOnly')} />;
  if (error && !users) return <ErrorState error={error} retry={() => void refetch()} />;
  const shown = users?.filter(({ active }) => active || filters.inactive === 'true');
  const chosen = users?.find(({ id }) => id === filters.user);
  const anyInactive = users?.some(({ active }) => !active);

  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader
        title={t('title')}
        note={users && t('userCount', { count: users.filter(({ active }) => active).length })}
        actions={
          <>
            {anyInactive && (
              <Switch
                size="xs"
                mr="sm"
                label={t('inactiveShown')}
                checked={filters.inactive === 'true'}
                onChange={(event) => change({ inactive: event.currentTarget.checked ? 'true' : undefined })}
              />
            )}
            {me.role === 'admin' && (
              <Button leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
                {t('newUser')}
              </Button>
            )}
          </>
        }
      />
      <DataList
        id="users-list"
        label={t('title')}
        columns={columns}
        rows={shown}
        rowId={({ id }) => id}
        open={({ id }) => change({ user: id })}
        card={cardOf}
        cardHeight={CARD_HEIGHT}
        loadMore={() => {}}
      />
      <Suspense>
        {chosen && <UserDrawer key={chosen.id} user={chosen} close={() => change({ user: undefined })} />}
        {creating && <NewUser close={() => setCreating(false)} />}
      </Suspense>
    </>
  );
}
