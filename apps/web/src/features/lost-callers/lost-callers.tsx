import type { LostCaller } from '@carillon/contract';
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import type { Pages } from '../../lib/use-pages.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { LoadPast } from '../telephony-settings/compare/load-past.tsx';
import { usePastLoad } from '../telephony-settings/compare/use-past-load.ts';
import { LostRow } from './lost-row.tsx';
import { LostSum } from './lost-sum.tsx';
import classes from './lost-callers.module.css';
import { NobodyLost } from './nobody-lost.tsx';
import { useLostCallers } from './use-lost-callers.ts';
import { useMakeTasks } from './use-make-tasks.ts';

const SKELETONS = [0, 1, 2, 3, 4];

type Props = { title: string; period: { from: Date; to: Date }; picker: ReactNode };

/** The lost callers of a period; those that are chosen, or all, become tasks. */
export function LostCallers({ title, period, picker }: Props) {
  const t = useT('lost-callers');
  const asked = { from: period.from.toISOString(), to: period.to.toISOString() };
  const pages = useLostCallers(asked);
  const past = usePastLoad();
  const make = useMakeTasks(asked);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { rows, first, error, retry, more, loadMore, stale } = pages;
  const open = rows?.filter(({ number, task }) => task === null && chosen.has(number)).map(({ number }) => number) ?? [];
  const count = open.length || (first?.withoutTask ?? 0);
  const choose = (number: string, isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, number] : [...before].filter((other) => other !== number)));
  const press = () => make.mutate(open.length > 0 ? open : undefined, { onSuccess: () => setChosen(new Set()) });
  return (
    <>
      <PageHeader
        title={title}
        note={first && first.total !== 0 ? t('count', { count: Number.parseInt(String(first.total), 10) }) : undefined}
        actions={
          count > 0 && (
            <Button leftSection={<IconChecklist size={16} stroke={1.7} aria-hidden />} loading={make.isPending} onClick={press}>
              {t(open.length > 0 ? 'makeChosen' : 'makeAll', { count })}
            </Button>
          )
        }
      />
      {picker}
      <div className={classes.page} aria-busy={stale || !rows || undefined}>
        {past.running && <LoadPast past={past} />}
        {first && <LostSum list={first} period={period} />}
        {error && !rows ? (
          <ErrorState error={error} retry={retry} />
        ) : (
          <Rows pages={pages} chosen={chosen} choose={choose} nobody={<NobodyLost past={past} />} />
        )}
        {more && (
          <Button variant="subtle" onClick={loadMore}>
            {t('showMore')}
          </Button>
        )}
      </div>
    </>
  );
}

type RowsProps = {
  pages: Pick<Pages<LostCaller>, 'rows'>;
  chosen: ReadonlySet<string>;
  choose: (number: string, isChosen: boolean) => void;
  nobody: ReactNode;
};

function Rows({ pages: { rows }, chosen, choose, nobody }: RowsProps) {
  const t = useT('lost-callers');
  if (rows === undefined) {
    return (
      <Stack gap={10} mt={10}>
        {SKELETONS.map((one) => (
          <Skeleton key={one} height={60} />
        ))}
      </Stack>
    );
  }
  if (rows.length === 0) return nobody;
  return (
    <ul className={classes.list} aria-label={t('title')}>
      {rows.map((caller) => (
        <LostRow
          key={caller.number}
          caller={caller}
          chosen={chosen.has(caller.number)}
          choose={(isChosen) => choose(caller.number, isChosen)}
        />
      ))}
    </ul>
  );
}
