import type { TelephonySettings } from '@carillon/contract';
import { Button, NativeSelect, Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Section } from '../../../ui/section.tsx';
import { Notice } from '../notice.tsx';
import { hasClientsQuery } from '../telephony-queries.ts';
import { AutoRecordOptions } from './auto-record-options.tsx';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import { autoInboundSentences, autoOutboundSentences } from './rule-sentences.ts';
import own from './rules.module.css';
import { useNames } from './use-names.ts';
import { useSaveFeatures } from './use-save-features.ts';

const ASSIGN = ['answerer', 'pool', 'roundRobin'] as const;
const SECOND_MS = 1_000;
type Direction = 'inbound' | 'outbound';

/** 6: what calls of unknown numbers leave behind. It is offered after the clients have come in (6.9). */
export function AutoCreateRule({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony-rules');
  const save = useSaveFeatures();
  const names = useNames(settings);
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Direction | null>(null);
  const { autoCreate } = settings.features;
  const { inbound, outbound, assign } = autoCreate;
  const turn = async (direction: Direction, enabled: boolean) => {
    const early = enabled && !(await queryClient.fetchQuery({ ...hasClientsQuery, staleTime: SECOND_MS }).catch(() => true)); // in doubt the switch obeys
    setAsked(early ? direction : null);
    if (!early && autoCreate[direction].enabled !== enabled) save({ autoCreate: { [direction]: { enabled } } });
  };
  const switchOn = (direction: Direction) => {
    setAsked(null);
    save({ autoCreate: { [direction]: { enabled: true } } });
  };
  return (
    <Section title={t('auto.title')}>
      {(['inbound', 'outbound'] as const).map((direction) => (
        <div key={direction} className={own.direction}>
          <Switch
            label={t(direction === 'inbound' ? 'auto.switchIn' : 'auto.switchOut')}
            checked={autoCreate[direction].enabled || asked === direction}
            onChange={({ currentTarget }) => void turn(direction, currentTarget.checked)}
          />
          {asked === direction && (
            <Notice
              buttons={
                <>
                  <ButtonLink to="/contacts/import">{t('part.import')}</ButtonLink>
                  <Button variant="default" onClick={() => switchOn(direction)}>
                    {t('auto.noClientsYes')}
                  </Button>
                </>
              }
            >
              <p>{t('auto.noClients')}</p>
            </Notice>
          )}
          <RuleSentenceBox
            sentences={
              direction === 'inbound' ? autoInboundSentences(autoCreate, names) : autoOutboundSentences(autoCreate, names)
            }
            on={autoCreate[direction].enabled}
          />
          {autoCreate[direction].enabled && (
            <AutoRecordOptions direction={direction} autoCreate={autoCreate} pipelines={names.pipelines} />
          )}
        </div>
      ))}
      {(inbound.enabled || outbound.enabled) && (
        <div className={own.options}>
          <NativeSelect
            label={t('auto.assign')}
            data={ASSIGN.map((value) => ({ value, label: t(`auto.${value}`) }))}
            value={assign}
            onChange={({ currentTarget: { value } }) =>
              save({ autoCreate: { assign: ASSIGN.find((one) => one === value) ?? assign } })
            }
          />
        </div>
      )}
    </Section>
  );
}
