import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section } from '../../ui/section.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { CallRecordings } from '../recordings/call-recordings.tsx';
import { CallClients } from './call-clients.tsx';
import { CallDecisionSteps } from './call-decision-steps.tsx';
import { CallEvents } from './call-events.tsx';
import { CallLegs } from './call-legs.tsx';
import { CallNotes } from './call-notes.tsx';
import { CallOutcome } from './call-outcome.tsx';
import { callQuery } from './call-query.ts';
import { CallSummary } from './call-summary.tsx';
import { readPlace } from './marked-parts.ts';

const WIDTH = 540;
const LOOK_AGAIN_MS = 10_000; // others' calls send me no live message
const SKELETONS = [40, 120, 80, 160];

type Props = { id: string /** The place in a recording that a link leads to. */; at?: string | undefined; close: () => void };

/** One call with everything about it, beside the list it was opened from. */
export default function CallDrawer({ id, at, close }: Props) {
  const t = useT('calls');
  const common = useT('common');
  const me = useMe();
  const { data: call, error, refetch } = useQuery({ ...callQuery(id), refetchInterval: LOOK_AGAIN_MS });

  return (
    <SidePanel title={t('call')} size={WIDTH} close={close}>
      {error && !call && <ErrorState error={error} retry={() => void refetch()} />}
      {!call && !error && (
        <Stack aria-busy="true" aria-label={common('loading')} role="status">
          {SKELETONS.map((height) => (
            <Skeleton key={height} height={height} />
          ))}
        </Stack>
      )}
      {call && (
        <>
          <CallSummary call={call} />
          {call.recordings.length > 0 && (
            <Section title={t('recordings')}>
              <CallRecordings callId={call.id} at={readPlace(at)} />
            </Section>
          )}
          <Section title={t('clients')}>
            <CallClients call={call} />
          </Section>
          <Section title={t('outcome')}>
            <CallOutcome key={`${call.id}-${call.outcome}`} call={call} />
          </Section>
          <Section title={t('notes')}>
            <CallNotes key={call.id} call={call} />
          </Section>
          <Section
            title={t('legs')}
            {...(call.timesApproximate ? { text: t(call.origin === 'import' ? 'approximateImport' : 'approximate') } : {})}
          >
            <CallLegs call={call} />
          </Section>
          {call.decision && (
            <Section title={t('decision')}>
              <CallDecisionSteps decision={call.decision} />
            </Section>
          )}
          {me.role === 'admin' && (
            <Section title={t('rawEvents')}>
              <CallEvents key={call.id} id={call.id} />
            </Section>
          )}
        </>
      )}
    </SidePanel>
  );
}
