import type { Lead } from '@carillon/contract';
import { Button } from '@mantine/core';
import { IconArrowsExchange, IconHandGrab } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, lazy, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { ArchiveButton } from '../clients/archive-button.tsx';
import { CallBar } from '../clients/call-bar.tsx';
import { ClientHeader } from '../clients/client-header.tsx';
import { ClientLayout } from '../clients/client-layout.tsx';
import { clientQuery } from '../clients/client-query.ts';
import { ClientSkeleton } from '../clients/client-skeleton.tsx';
import { OpenTasks } from '../tasks/open-tasks.tsx';
import { DoNotKeep } from '../recordings/do-not-keep.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { LeadFields } from './lead-fields.tsx';
import classes from './leads.module.css';
import { useTakeLead } from './use-take-lead.ts';

const ConvertLead = lazy(() => import('./convert-lead.tsx'));

/** The card of one lead: who, what was said, what is to be done, and what became of it. */
export function LeadPage() {
  const t = useT('work');
  const { id = '' } = useParams({ strict: false });
  const { data: lead, error, refetch } = useQuery(clientQuery('leads', id));
  const { take, taking } = useTakeLead();
  const [converting, setConverting] = useState(false);

  if (error && !lead) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!lead) return <ClientSkeleton />;
  const open = lead.convertedTo === null && lead.archivedAt === null;
  const about = { type: 'lead', id: lead.id } as const;
  return (
    <>
      <title>{`${lead.name} · Carillon`}</title>
      <ClientHeader
        list="/leads"
        name={lead.name}
        archived={lead.archivedAt !== null && lead.convertedTo === null}
        actions={
          <>
            {lead.convertedTo === null && <ArchiveButton resource="leads" client={lead} />}
            {open && lead.responsibleId === null && (
              <Button
                variant="light"
                leftSection={<IconHandGrab size={15} />}
                loading={taking !== undefined}
                onClick={() => take(lead)}
              >
                {t('takeFromPool')}
              </Button>
            )}
            {open && (
              <Button leftSection={<IconArrowsExchange size={15} />} onClick={() => setConverting(true)}>
                {t('convert')}
              </Button>
            )}
          </>
        }
      />
      <Became convertedTo={lead.convertedTo} />
      <ClientLayout
        left={
          <>
            <LeadFields key={lead.id} lead={lead} />
            <DoNotKeep {...about} />
          </>
        }
        middle={<Timeline about={about} />}
        right={<OpenTasks about={about} />}
      />
      {converting && (
        <Suspense>
          <ConvertLead lead={lead} close={() => setConverting(false)} />
        </Suspense>
      )}
      <CallBar type="lead" client={lead} />
    </>
  );
}

/** What became of a converted lead. */
function Became({ convertedTo }: Pick<Lead, 'convertedTo'>) {
  const t = useT('work');
  if (!convertedTo) return null;
  const { contactId, companyId, dealId } = convertedTo;
  return (
    <p className={classes.became}>
      {t('became')}
      <RecordLink to={{ type: 'contact', id: contactId }}>{t('becameContact')}</RecordLink>
      {companyId !== null && <RecordLink to={{ type: 'company', id: companyId }}>{t('becameCompany')}</RecordLink>}
      {dealId !== null && <RecordLink to={{ type: 'deal', id: dealId }}>{t('becameDeal')}</RecordLink>}
    </p>
  );
}
