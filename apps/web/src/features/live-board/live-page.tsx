import type { LiveBoard } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Section } from '../../ui/section.tsx';
import { DayFigures } from './day-figures.tsx';
import { EmployeeTile } from './employee-tile.tsx';
import { liveBoardQuery } from './live-board-query.ts';
import classes from './live-page.module.css';
import { MenuCalls } from './menu-calls.tsx';

const SKELETONS = [0, 1, 2, 3, 4, 5];
const STATES = ['talking', 'connecting', 'ringing', 'free', 'away'] as const;

/** What happens on the phones at this moment, for those who look after the others. */
export function LivePage() {
  const t = useT('live-board');
  const queryClient = useQueryClient();
  const { data: board, error, refetch } = useQuery(liveBoardQuery);
  useLiveMessages(({ type }) => {
    if (type.startsWith('call.') || type === 'missed-calls') void queryClient.invalidateQueries(liveBoardQuery);
  });

  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader title={t('title')} note={board && <StateCounts board={board} />} />
      {error && !board ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : (
        <div className={classes.page} aria-busy={!board}>
          <DayFigures board={board} />
          <Section title={t('menu')}>
            {board ? <MenuCalls calls={board.menu} /> : <Skeleton height={20} width={180} my={5} />}
          </Section>
          <Section title={t('employees')}>
            {board?.employees.length === 0 ? (
              <EmptyState icon={IconHeadset} title={t('noEmployees')} />
            ) : (
              <ul className={classes.employees} aria-label={t('employees')}>
                {board
                  ? board.employees.map((employee) => <EmployeeTile key={employee.user.id} employee={employee} />)
                  : SKELETONS.map((one) => <Skeleton key={one} component="li" height={112} />)}
              </ul>
            )}
          </Section>
        </div>
      )}
    </>
  );
}

function StateCounts({ board }: { board: LiveBoard }) {
  const t = useT('live-board');
  const counts = STATES.map((state) => ({ state, count: board.employees.filter((each) => each.state === state).length }));
  return counts
    .filter(({ state, count }) => state !== 'connecting' || count > 0) // seldom, and soon over
    .map(({ state, count }) => t(`count.${state}`, { count }))
    .join(' · ');
}
