import type { TelephonySettings } from '@carillon/contract';
import { NativeSelect, Switch } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { Section } from '../../../ui/section.tsx';
import { MinutesField } from './minutes-field.tsx';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import { missedCallsSentences } from './rule-sentences.ts';
import own from './rules.module.css';
import { useNames } from './use-names.ts';
import { useSaveFeatures } from './use-save-features.ts';

const AS = ['task', 'notification', 'both'] as const;

/** 9: who is reminded of a caller nobody has talked with, how, and in what time. */
export function MissedCallsRule({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony-rules');
  const saveFeatures = useSaveFeatures();
  const { missedCalls: options } = settings.features;
  const save = (missedCalls: Partial<typeof options>) => saveFeatures({ missedCalls });
  return (
    <Section title={t('missed.title')}>
      <Switch
        label={t('missed.switch')}
        checked={options.enabled}
        onChange={({ currentTarget }) => save({ enabled: currentTarget.checked })}
      />
      <RuleSentenceBox sentences={missedCallsSentences(options, useNames(settings).defaultResponsible)} on={options.enabled} />
      {options.enabled && (
        <div className={own.options}>
          <NativeSelect
            label={t('missed.as')}
            data={AS.map((value) => ({ value, label: t(`missed.${value}`) }))}
            value={options.as}
            onChange={({ currentTarget: { value } }) => save({ as: AS.find((one) => one === value) ?? options.as })}
          />
          <MinutesField
            label={t('missed.due')}
            description={t('missed.dueHint')}
            min={1}
            minutes={options.dueMinutes}
            save={(dueMinutes) => save({ dueMinutes })}
          />
          <MinutesField
            label={t('missed.escalate')}
            description={t('missed.escalateHint')}
            min={0}
            minutes={options.escalateMinutes}
            save={(escalateMinutes) => save({ escalateMinutes })}
          />
          <Switch
            label={t('missed.menu')}
            checked={options.menuOnlyIsMissed}
            onChange={({ currentTarget }) => save({ menuOnlyIsMissed: currentTarget.checked })}
          />
        </div>
      )}
    </Section>
  );
}
