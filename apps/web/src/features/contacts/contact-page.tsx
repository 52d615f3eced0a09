import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useT } from '../../lib/i18n/use-t.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section } from '../../ui/section.tsx';
import { ArchiveButton } from '../clients/archive-button.tsx';
import { CallBar } from '../clients/call-bar.tsx';
import { ClientHeader } from '../clients/client-header.tsx';
import { ClientLayout } from '../clients/client-layout.tsx';
import { clientQuery } from '../clients/client-query.ts';
import { ClientSkeleton } from '../clients/client-skeleton.tsx';
import { PeopleList } from '../clients/people-list.tsx';
import { OpenDeals } from '../deals/open-deals.tsx';
import { OpenTasks } from '../tasks/open-tasks.tsx';
import { DoNotKeep } from '../recordings/do-not-keep.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { ContactFields } from './contact-fields.tsx';

/** The card of one contact: who, what was said, who else is there. */
export function ContactPage() {
  const t = useT('clients');
  const { id = '' } = useParams({ strict: false });
  const { data: contact, error, refetch } = useQuery(clientQuery('contacts', id));

  if (error && !contact) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!contact) return <ClientSkeleton />;
  const about = { type: 'contact', id: contact.id } as const;
  return (
    <>
      <title>{`${contact.name} · Carillon`}</title>
      <ClientHeader
        list="/contacts"
        name={contact.name}
        archived={contact.archivedAt !== null}
        actions={<ArchiveButton resource="contacts" client={contact} />}
      />
      <ClientLayout
        left={
          <>
            <ContactFields key={contact.id} contact={contact} />
            <DoNotKeep {...about} />
          </>
        }
        middle={<Timeline about={about} />}
        right={
          <>
            <OpenDeals contactId={contact.id} companyId={contact.companyId} />
            <OpenTasks about={about} />
            {contact.company && (
              <Section title={t('otherPeople', { company: contact.company.name })}>
                <PeopleList companyId={contact.company.id} except={contact.id} empty={t('nobodyElse')} />
              </Section>
            )}
          </>
        }
      />
      <CallBar type="contact" client={contact} />
    </>
  );
}
