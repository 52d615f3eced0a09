import type { Lead } from '@carillon/contract';
import { Button } from '@mantine/core';
import { IconPlus, IconTargetArrow } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { usePages } from '../../lib/use-pages.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import type { Column } from '../../ui/data-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from '../clients/cells.module.css';
import { CLIENT_CARD_HEIGHT, ClientCard } from '../clients/client-card.tsx';
import { NoClients } from '../clients/no-clients.tsx';
import { PhoneCell } from '../clients/phone-cell.tsx';
import { LeadFilters } from './lead-filters.tsx';
import { leadListQuery } from './lead-list-query.ts';
import { LeadStatusMark } from './lead-status.tsx';
import { useTakeLead } from './use-take-lead.ts';

const LIST = 'leads-list';

const nameOf = (lead: Lead) => (
  <RecordLink to={{ type: 'lead', id: lead.id }} className={classes.name} tabIndex={-1}>
    {lead.name}
  </RecordLink>
);

function Responsible({ lead }: { lead: Lead }) {
  const t = useT('work');
  const { take, taking } = useTakeLead();
  if (lead.responsible) return lead.responsible.name;
  if (lead.archivedAt !== null || lead.status === 'lost') return null;
  return (
    <Button
      variant="light"
      size="compact-xs"
      loading={taking === lead.id}
      aria-label={t('takeNamed', { name: lead.name })}
      onClick={() => take(lead)}
    >
      {t('take')}
    </Button>
  );
}

const cardOf = (lead: Lead) => (
  <ClientCard
    type="lead"
    client={lead}
    name={nameOf(lead)}
    note={<LeadStatusMark status={lead.status} />}
    aside={<Responsible lead={lead} />}
  />
);

function useColumns(): readonly Column<Lead>[] {
  const t = useT('work');
  return useMemo(
    () => [
      { key: 'name', header: t('name'), width: 'minmax(170px, 2.2fr)', sort: 'name', cell: nameOf },
      { key: 'phone', header: t('phone'), width: '190px', cell: (lead) => <PhoneCell type="lead" client={lead} /> },
      { key: 'status', header: t('status'), width: '130px', cell: ({ status }) => <LeadStatusMark status={status} /> },
      { key: 'source', header: t('source'), width: 'minmax(90px, 1fr)', cell: ({ source }) => source },
      {
        key: 'responsible',
        header: t('responsible'),
        width: 'minmax(120px, 1.2fr)',
        cell: (lead) => <Responsible lead={lead} />,
      },
      {
        key: 'created',
        header: t('created'),
        width: '125px',
        sort: 'createdAt',
        align: 'end',
        cell: ({ createdAt }) => <TimeText at={createdAt} />,
      },
    ],
    [t],
  );
}

/** All leads, the newest first; those of the pool are taken with one click. */
export function LeadsPage() {
  const t = useT('work');
  const me = useMe();
  const navigate = useNavigate();
  const columns = useColumns();
  const [filters, change] = useFilters(['q', 'whose', 'status', 'archived', 'sort']);
  const pages = usePages<Lead>('leads', leadListQuery(filters, me.id));
  const { total } = pages;

  return (
    <>
      <title>{`${t('leads')} · Carillon`}</title>
      <PageHeader
        title={t('leads')}
        note={typeof total === 'number' ? t('leadCount', { count: total }) : total && t('leadMany')}
        actions={
          <ButtonLink to="/leads/new" leftSection={<IconPlus size={15} />}>
            {t('newLead')}
          </ButtonLink>
        }
      />
      <LeadFilters listId={LIST} filters={filters} change={change} />
      <PagedList
        id={LIST}
        label={t('leads')}
        columns={columns}
        pages={pages}
        empty={
          <NoClients
            icon={IconTargetArrow}
            filters={filters}
            title={t('noLeads')}
            action={<ButtonLink to="/leads/new">{t('newLead')}</ButtonLink>}
          />
        }
        rowId={({ id }) => id}
        open={({ id }) => void navigate({ to: '/leads/$id', params: { id } })}
        card={cardOf}
        cardHeight={CLIENT_CARD_HEIGHT}
        sort={filters.sort ?? '-createdAt'}
        onSort={(sort) => change({ sort })}
      />
    </>
  );
}
