import type { StatisticsGroup } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { Section } from '../../ui/section.tsx';
import { figureText } from './figure-text.ts';
import { FigureTable } from './figure-table.tsx';
import { journalSearch } from './journal-link.ts';
import classes from './statistics.module.css';
import type { ChosenPeriod } from './use-statistics-period.ts';

type Props = { by: 'did' | 'source'; period: ChosenPeriod['search']; groups: readonly StatisticsGroup[] | undefined };

/** Where incoming calls came from: by the company's number, or by source. */
export function OriginSection({ by, period, groups }: Props) {
  const t = useT('statistics');
  const language = useLanguage();
  const formatNumber = useFormatNumber();
  const title = t(by === 'did' ? 'byDid' : 'bySource');
  const name = ({ key, name: label }: StatisticsGroup) => {
    if (key === null || key === '') return t(by === 'did' ? 'noDid' : 'noSource');
    return by === 'did' ? (label ?? formatNumber(key)) : key;
  };
  const search = ({ key }: StatisticsGroup) => {
    if (by === 'source') return journalSearch(period, { direction: 'inbound', source: key === '' ? null : key });
    return key === null ? undefined : journalSearch(period, { direction: 'inbound', did: key });
  };
  const rows = groups?.filter(({ calls }) => calls > 0).toSorted((a, b) => b.calls - a.calls);

  return (
    <Section title={title}>
      {!rows ? (
        <Skeleton height={120} />
      ) : rows.length === 0 ? (
        <p className={classes.nothing}>{t('nobodyCalled')}</p>
      ) : (
        <FigureTable
          label={title}
          head={t(by === 'did' ? 'did' : 'source')}
          rows={rows}
          rowKey={({ key }) => key ?? ''}
          name={name}
          calls={({ calls }) => calls}
          search={search}
          columns={[
            { key: 'calls', header: t('in'), cell: ({ calls }) => figureText('count', calls, language) },
            { key: 'missed', header: t('share.missed'), cell: ({ missed }) => figureText('count', missed, language) },
            { key: 'rate', header: t('rate'), cell: ({ answerRate }) => figureText('share', answerRate, language) },
            { key: 'wait', header: t('wait'), cell: ({ waitMean }) => figureText('seconds', waitMean, language), wide: true },
          ]}
        />
      )}
    </Section>
  );
}
