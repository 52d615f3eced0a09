import type { Contact } from '@carillon/contract';
import { IconAddressBook, IconPlus, IconUpload } from '@tabler/icons-react';
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

const LIST = 'contacts-list';
const CARD_HEIGHT = 66;

function useColumns(): readonly Column<Contact>[] {
  const t = useT('clients');
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('name'),
        width: 'minmax(180px, 2.2fr)',
        sort: 'name',
        cell: (contact) => <ContactName contact={contact} />,
      },
      { key: 'phone', header: t('phone'), width: '190px', cell: ({ phones }) => <PhoneCell phones={phones} /> },
      {
        key: 'company',
        header: t('company'),
        width: 'minmax(110px, 1.6fr)',
        cell: ({ company }) =>
          company && (
            <TextLink to="/companies/$id" params={{ id: company.id }} c="inherit">
              {company.name}
            </TextLink>
          ),
      },
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

function ContactName({ contact }: { contact: Contact }) {
  return (
    <TextLink to="/contacts/$id" params={{ id: contact.id }} className={classes.name} tabIndex={-1}>
      {contact.name}
    </TextLink>
  );
}

function ContactCard({ contact }: { contact: Contact }) {
  return (
    <>
      <div className={classes.cardTop}>
        <ContactName contact={contact} />
        <span className={classes.cardPhone}>
          <PhoneCell phones={contact.phones} />
        </span>
      </div>
      <div className={classes.cardLine}>
        <span>{contact.company?.name}</span>
        <span>{contact.responsible?.name}</span>
      </div>
    </>
  );
}

/** All contacts: any fragment of a name or number finds them. */
export function ContactsPage() {
  const t = useT('clients');
  const [filters, change] = useClientFilters();
  const pages = usePages<Contact>('contacts', filters);
  const { total } = pages;
  const count = typeof total === 'number' ? t('contactCount', { count: total }) : total && t('contactMany');

  return (
    <>
      <title>{`${t('contacts')} · Carillon`}</title>
      <PageHeader
        title={t('contacts')}
        note={count}
        actions={
          <>
            <ButtonLink to="/contacts/import" variant="default" leftSection={<IconUpload size={15} />}>
              {t('import')}
            </ButtonLink>
            <ButtonLink to="/contacts/new" leftSection={<IconPlus size={15} />}>
              {t('newContact')}
            </ButtonLink>
          </>
        }
      />
      <ClientFilters searchLabel={t('searchContacts')} listId={LIST} filters={filters} change={change} />
      <Body pages={pages} filters={filters} sort={(sort) => change({ sort })} />
    </>
  );
}

const cardOf = (contact: Contact) => <ContactCard contact={contact} />;

function Body({ pages, filters, sort }: { pages: Pages<Contact>; filters: ClientFilterSet; sort: (by: string) => void }) {
  const t = useT('clients');
  const navigate = useNavigate();
  const columns = useColumns();
  const { rows, error, stale, retry, loadMore } = pages;

  if (error && !rows) return <ErrorState error={error} retry={retry} />;
  if (rows?.length === 0) {
    if (filters.q !== undefined || filters.responsibleId !== undefined)
      return <EmptyState icon={IconAddressBook} title={t('nothingFound')} />;
    if (filters.archived !== undefined) return <EmptyState icon={IconAddressBook} title={t('noneArchived')} />;
    const action = <ButtonLink to="/contacts/import">{t('import')}</ButtonLink>;
    return <EmptyState icon={IconAddressBook} title={t('noContacts')} action={action} />;
  }
  return (
    <DataList
      id={LIST}
      label={t('contacts')}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      open={({ id }) => void navigate({ to: '/contacts/$id', params: { id } })}
      card={cardOf}
      cardHeight={CARD_HEIGHT}
      sort={filters.sort ?? 'name'}
      onSort={sort}
      stale={stale}
      loadMore={loadMore}
    />
  );
}
