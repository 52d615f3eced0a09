import type { Contact } from '@carillon/contract';
import { IconAddressBook, IconPlus, IconUpload } from '@tabler/icons-react';
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

const LIST = 'contacts-list';

const nameOf = (contact: Contact) => (
  <TextLink to="/contacts/$id" params={{ id: contact.id }} className={classes.name} tabIndex={-1}>
    {contact.name}
  </TextLink>
);
const cardOf = (contact: Contact) => (
  <ClientCard type="contact" client={contact} name={nameOf(contact)} note={contact.company?.name} />
);

function useColumns(): readonly Column<Contact>[] {
  const t = useT('clients');
  return useMemo(() => {
    const company: Column<Contact> = {
      key: 'company',
      header: t('company'),
      width: 'minmax(110px, 1.6fr)',
      cell: ({ company: known }) =>
        known && (
          <TextLink to="/companies/$id" params={{ id: known.id }} c="inherit">
            {known.name}
          </TextLink>
        ),
    };
    return clientColumns(t, { type: 'contact', name: nameOf, own: [company] });
  }, [t]);
}

/** All contacts: any fragment of a name or number finds them. */
export function ContactsPage() {
  const t = useT('clients');
  const navigate = useNavigate();
  const columns = useColumns();
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
      <PagedList
        id={LIST}
        label={t('contacts')}
        columns={columns}
        pages={pages}
        empty={
          <NoClients
            icon={IconAddressBook}
            filters={filters}
            title={t('noContacts')}
            action={<ButtonLink to="/contacts/import">{t('import')}</ButtonLink>}
          />
        }
        rowId={({ id }) => id}
        open={({ id }) => void navigate({ to: '/contacts/$id', params: { id } })}
        card={cardOf}
        cardHeight={CLIENT_CARD_HEIGHT}
        sort={filters.sort ?? 'name'}
        onSort={(sort) => change({ sort })}
      />
    </>
  );
}
