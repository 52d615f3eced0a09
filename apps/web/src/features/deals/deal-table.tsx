import type { Deal } from '@carillon/contract';
import { IconBriefcase } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Query } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { usePages } from '../../lib/use-pages.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import type { Column } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import cellClasses from '../clients/cells.module.css';
import { MoneyText } from './money-text.tsx';
import { StageMark } from './stage-mark.tsx';

const CARD_HEIGHT = 66;

const titleOf = (deal: Deal) => (
  <RecordLink to={{ type: 'deal', id: deal.id }} className={cellClasses.name} tabIndex={-1}>
    {deal.title}
  </RecordLink>
);
const worthOf = ({ amount, currency }: Deal) => <MoneyText amount={amount} currency={currency} />;

function ClientOfDeal({ deal: { contact, company } }: { deal: Deal }) {
  return (
    <>
      {contact && (
        <RecordLink to={{ type: 'contact', id: contact.id }} c="inherit" tabIndex={-1}>
          {contact.name}
        </RecordLink>
      )}
      {contact && company && ' · '}
      {company && (
        <RecordLink to={{ type: 'company', id: company.id }} c="inherit" tabIndex={-1}>
          {company.name}
        </RecordLink>
      )}
    </>
  );
}

const cardOf = (deal: Deal) => (
  <>
    <div className={cellClasses.cardTop}>
      {titleOf(deal)}
      {worthOf(deal)}
    </div>
    <div className={cellClasses.cardLine}>
      <StageMark stage={deal.stage} />
      <span>{deal.responsible?.name}</span>
    </div>
  </>
);

function useColumns(): readonly Column<Deal>[] {
  const t = useT('work');
  return useMemo(
    () => [
      { key: 'title', header: t('title'), width: 'minmax(170px, 2fr)', cell: titleOf },
      { key: 'stage', header: t('stage'), width: 'minmax(120px, 1fr)', cell: ({ stage }) => <StageMark stage={stage} /> },
      { key: 'client', header: t('client'), width: 'minmax(150px, 2fr)', cell: (deal) => <ClientOfDeal deal={deal} /> },
      { key: 'who', header: t('responsible'), width: 'minmax(110px, 1fr)', cell: ({ responsible }) => responsible?.name },
      { key: 'amount', header: t('amount'), width: '130px', align: 'end', cell: worthOf },
      {
        key: 'changed',
        header: t('changed'),
        width: '125px',
        align: 'end',
        cell: ({ updatedAt }) => <TimeText at={updatedAt} />,
      },
    ],
    [t],
  );
}

type Props = { query: Query; filtered: boolean };

/** Deals as a list, the last changed first. */
export function DealTable({ query, filtered }: Props) {
  const t = useT('work');
  const navigate = useNavigate();
  const pages = usePages<Deal>('deals', query);
  const columns = useColumns();
  return (
    <PagedList
      id="deals-list"
      label={t('deals')}
      columns={columns}
      pages={pages}
      empty={
        filtered ? (
          <EmptyState icon={IconBriefcase} title={t('noDealsFound')} />
        ) : (
          <EmptyState
            icon={IconBriefcase}
            title={t('noDeals')}
            action={<ButtonLink to="/deals/new">{t('newDeal')}</ButtonLink>}
          />
        )
      }
      rowId={({ id }) => id}
      open={({ id }) => void navigate({ to: '/deals/$id', params: { id } })}
      card={cardOf}
      cardHeight={CARD_HEIGHT}
    />
  );
}
