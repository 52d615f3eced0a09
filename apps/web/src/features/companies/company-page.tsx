import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useT } from '../../lib/i18n/use-t.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
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
import { CompanyFields } from './company-fields.tsx';

/** The card of one company, with its people. */
export function CompanyPage() {
  const t = useT('clients');
  const { id = '' } = useParams({ strict: false });
  const { data: company, error, refetch } = useQuery(clientQuery('companies', id));

  if (error && !company) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!company) return <ClientSkeleton />;
  const about = { type: 'company', id: company.id } as const;
  const add = (
    <ButtonLink
      to="/contacts/new"
      search={{ companyId: company.id }}
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPlus size={14} />}
    >
      {t('addPerson')}
    </ButtonLink>
  );
  return (
    <>
      <title>{`${company.name} · Carillon`}</title>
      <ClientHeader
        list="/companies"
        name={company.name}
        note={company.legalForm}
        archived={company.archivedAt !== null}
        actions={<ArchiveButton resource="companies" client={company} />}
      />
      <ClientLayout
        left={
          <>
            <CompanyFields key={company.id} company={company} />
            <DoNotKeep {...about} />
          </>
        }
        middle={<Timeline about={about} />}
        right={
          <>
            <OpenDeals companyId={company.id} />
            <OpenTasks about={about} />
            <Section title={t('people')} actions={add}>
              <PeopleList companyId={company.id} empty={t('noPeople')} />
            </Section>
          </>
        }
      />
      <CallBar type="company" client={company} />
    </>
  );
}
