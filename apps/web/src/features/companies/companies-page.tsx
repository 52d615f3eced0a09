import type { Company } from '@carillon/contract';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { type Pages, usePages } from '../../lib/use-pages.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { type Column, DataList } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from '../clients/cells.module.css';
import { ClientFilters, type ClientFilterSet, useClientFilters } from '../clients/client-filters.tsx';
import { PhoneCell } from '../clients/phone-cell.tsx';
import { TagsCell } from '../clients/tags-cell.tsx';

const LIST = 'companies-list';
const CARD_HEIGHT = 66;

function CompanyName({ company }: { company: Company }) {
  return (
    <TextLink to="/companies/$id" params={{ id: company.id }} className={classes.name} tabIndex={-1}>
      {company.name}
      {company.legalForm && <span className={classes.quiet}> {company.legalForm}</span>}
    </TextLink>
  );
}

function useColumns(): readonly Column<Company>[] {
  const t = useT('clients');
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('name'),
        width: 'minmax(180px, 2.2fr)',
        sort: 'name',
        cell: (company) => <CompanyName company={company} />,
      },
      { key: 'phone', header: t('phone'), width: '190px', cell: ({ phones }) => <PhoneCell phones={phones} /> },
      { key: 'inn', header: t('inn'), width: '120px', cell: ({ inn }) => <span className="figures">{inn}</span> },
      {
        key: 'responsible',
        header: t('responsible'),
        width: 'minmax(100px, 1.2fr)',
        cell: ({ responsible }) => responsible?.name,
      },
      { key: 'tags', header: t('tags'), width: 'minmax(80px, 1fr)', cell: ({ tags }) => <TagsCell tags={tags} /> },
      {
        key: 'updated',
        header: t('updated'),
        width: '125px',
        sort: 'updatedAt',
        cell: ({ updatedAt }) => <TimeText at={updatedAt} />,
      },
    ],
    [t],
  );
}

function CompanyCard({ company }: { company: Company }) {
  return (
    <>
      <div className={classes.cardTop}>
        <CompanyName company={company} />
        <span className={classes.cardPhone}>
          <PhoneCell phones={company.phones} />
        </span>
      </div>
      <div className={classes.cardLine}>
        <span>{company.inn}</span>
        <span>{company.responsible?.name}</span>
      </div>
    </>
  );
}

/** All companies. */
export function CompaniesPage() {
  const t = useT('clients');
  const [filters, change] = useClientFilters();
  const pages = usePages<Company>('companies', filters);
  const { total } = pages;

  return (
    <>
      <title>{`${t('companies')} · Carillon`}</title>
      <PageHeader
        title={t('companies')}
        note={typeof total === 'number' ? t('companyCount', { count: total }) : total && t('companyMany')}
        actions={
          <ButtonLink to="/companies/new" leftSection={<IconPlus size={15} />}>
            {t('newCompany')}
          </ButtonLink>
        }
      />
      <ClientFilters searchLabel={t('searchCompanies')} listId={LIST} filters={filters} change={change} />
      <Body pages={pages} filters={filters} sort={(sort) => change({ sort })} />
    </>
  );
}

const cardOf = (company: Company) => <CompanyCard company={company} />;

function Body({ pages, filters, sort }: { pages: Pages<Company>; filters: ClientFilterSet; sort: (by: string) => void }) {
  const t = useT('clients');
  const navigate = useNavigate();
  const columns = useColumns();
  const { rows, error, stale, retry, loadMore } = pages;

  if (error && !rows) return <ErrorState error={error} retry={retry} />;
  if (rows?.length === 0) {
    if (filters.q !== undefined || filters.responsibleId !== undefined)
      return <EmptyState icon={IconBuilding} title={t('nothingFound')} />;
    if (filters.archived !== undefined) return <EmptyState icon={IconBuilding} title={t('noneArchived')} />;
    return (
      <EmptyState
        icon={IconBuilding}
        title={t('noCompanies')}
        action={<ButtonLink to="/companies/new">{t('newCompany')}</ButtonLink>}
      />
    );
  }
  return (
    <DataList
      id={LIST}
      label={t('companies')}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      open={({ id }) => void navigate({ to: '/companies/$id', params: { id } })}
      card={cardOf}
      cardHeight={CARD_HEIGHT}
      sort={filters.sort ?? 'name'}
      onSort={sort}
      stale={stale}
      loadMore={loadMore}
    />
  );
}
