import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useT } from '../../lib/i18n/use-t.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { Section } from '../../ui/section.tsx';
import { ClientHeader } from '../clients/client-header.tsx';
import { ClientLayout } from '../clients/client-layout.tsx';
import { clientQuery } from '../clients/client-query.ts';
import { ClientSkeleton } from '../clients/client-skeleton.tsx';
import { PhoneCell } from '../clients/phone-cell.tsx';
import { OpenTasks } from '../tasks/open-tasks.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { ArchiveDeal } from './archive-deal.tsx';
import { DealFields } from './deal-fields.tsx';
import classes from './deals.module.css';
import { dealQuery } from './deals-query.ts';
import { MoneyText } from './money-text.tsx';
import { StageBar } from './stage-bar.tsx';

/** The card of one deal: how far it is, what was said, what is to be done. */
export function DealPage() {
  const { id = '' } = useParams({ strict: false });
  const { data: deal, error, refetch } = useQuery(dealQuery(id));

  if (error && !deal) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!deal) return <ClientSkeleton />;
  const about = { type: 'deal', id: deal.id } as const;
  return (
    <>
      <title>{`${deal.title} · Carillon`}</title>
      <ClientHeader
        list="/deals"
        name={deal.title}
        note={<MoneyText amount={deal.amount} currency={deal.currency} />}
        archived={deal.archivedAt !== null}
        actions={<ArchiveDeal deal={deal} />}
      />
      <StageBar deal={deal} />
      <ClientLayout
        left={<DealFields key={deal.id} deal={deal} />}
        middle={<Timeline about={about} callsOf={deal.contactId ?? deal.companyId} />}
        right={
          <>
            <OpenTasks about={about} />
            {deal.contactId !== null && <ContactOfDeal id={deal.contactId} />}
          </>
        }
      />
    </>
  );
}

function ContactOfDeal({ id }: { id: string }) {
  const t = useT('work');
  const { data: contact } = useQuery(clientQuery('contacts', id));
  if (!contact) return null;
  return (
    <Section title={t('contact')}>
      <RecordLink to={{ type: 'contact', id }}>{contact.name}</RecordLink>
      <div className={classes.client}>
        <PhoneCell type="contact" client={contact} />
      </div>
    </Section>
  );
}
