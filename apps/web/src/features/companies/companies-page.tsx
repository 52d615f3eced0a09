import type { Company } from '@carillon/contract';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { usePages } from '../../lib/use-pages.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import type { Column } from '../../ui/data-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from '../clients/cells.module.css';
import { CLIENT_CARD_HEIGHT, ClientCard } from '../clients/client-card.tsx';
import { clientColumns } from '../clients/client-columns.tsx';
import { ClientFilters, useClientFilters } from '../clients/client-filters.tsx';
import { NoClients } from '../clients/no-clients.tsx';

const LIST = 'companies-list';

const nameOf = (company: Company) => (
  <TextLink to="/companies/$id" params={{ id: company.id }} className={classes.name} tabIndex={-1}>
    {company.name}
    {company.legalForm && <span className={classes.quiet}> {company.legalForm}</span>}
  </TextLink>
);
const cardOf = (company: Company) => <ClientCard type="company" client={company} name={nameOf(company)} note={company.inn} />;

function useColumns(): readonly Column<Company>[] {
  const t = useT('clients');
  return useMemo(() => {
    const inn: Column<Company> = {
      key: 'inn',
      header: t('inn'),
      width: '120px',
      cell: (company) => <span className="figures">{company.inn}</span>,
    };
    return clientColumns(t, { type: 'company', name: nameOf, own: [inn] });
  }, [t]);
}

/** All companies. */
export function CompaniesPage() {
  const t = useT('clients');
  const navigate = useNavigate();
  const columns = useColumns();
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
      <PagedList
        id={LIST}
        label={t('companies')}
        columns={columns}
        pages={pages}
        empty={
          <NoClients
            icon={IconBuilding}
            filters={filters}
            title={t('noCompanies')}
            action={<ButtonLink to="/companies/new">{t('newCompany')}</ButtonLink>}
          />
        }
        rowId={({ id }) => id}
        open={({ id }) => void navigate({ to: '/companies/$id', params: { id } })}
        card={cardOf}
        cardHeight={CLIENT_CARD_HEIGHT}
        sort={filters.sort ?? 'name'}
        onSort={(sort) => change({ sort })}
      />
    </>
  );
}
