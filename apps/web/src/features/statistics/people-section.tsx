import type { StatisticsGroup } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { Section } from '../../ui/section.tsx';
import { Definition } from './definition.tsx';
import { figureText } from './figure-text.ts';
import { FigureTable } from './figure-table.tsx';
import { journalSearch } from './journal-link.ts';
import classes from './statistics.module.css';
import type { ChosenPeriod } from './use-statistics-period.ts';

type Props = { period: ChosenPeriod['search']; groups: readonly StatisticsGroup[] | undefined };

/** Who talked how much. A missed call is nobody's own: of a person only the rings they left unanswered are told. */
export function PeopleSection({ period, groups }: Props) {
  const t = useT('statistics');
  const language = useLanguage();
  const people = groups?.filter(({ key, calls, unansweredRings }) => key !== null && (calls > 0 || (unansweredRings ?? 0) > 0));
  return (
    <Section
      title={t('byEmployee')}
      actions={<Definition name={t('unansweredRings')}>{t('definition.unansweredRings')}</Definition>}
    >
      {!people ? (
        <Skeleton height={120} />
      ) : people.length === 0 ? (
        <p className={classes.nothing}>{t('nobodyTalked')}</p>
      ) : (
        <FigureTable
          label={t('byEmployee')}
          head={t('employee')}
          rows={people.toSorted((a, b) => b.calls - a.calls)}
          rowKey={({ key }) => key ?? ''}
          name={({ name, key }) => name ?? key ?? ''}
          calls={({ calls }) => calls}
          search={({ key }) => (key === null ? undefined : journalSearch(period, { userId: key }))}
          columns={[
            { key: 'calls', header: t('calls'), cell: ({ calls }) => figureText('count', calls, language) },
            {
              key: 'in',
              header: t('in'),
              cell: ({ inboundAnswered }) => figureText('count', inboundAnswered, language),
              wide: true,
            },
            { key: 'out', header: t('out'), cell: ({ outbound }) => figureText('count', outbound, language), wide: true },
            { key: 'talk', header: t('talk'), cell: ({ talkSeconds }) => figureText('seconds', talkSeconds, language) },
            { key: 'mean', header: t('talkMean'), cell: ({ talkMean }) => figureText('seconds', talkMean, language), wide: true },
            {
              key: 'rings',
              header: t('unansweredRings'),
              cell: ({ unansweredRings }) => figureText('count', unansweredRings, language),
            },
          ]}
        />
      )}
    </Section>
  );
}
