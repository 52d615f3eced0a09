import type { Features } from '@carillon/contract';
import { NativeSelect, Switch } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { Section } from '../../../ui/section.tsx';
import { callerNameSentences } from './rule-sentences.ts';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import own from './rules.module.css';
import { useSaveFeatures } from './use-save-features.ts';

type Template = Features['callerName']['template'];
const EXAMPLES: Record<Template, string> = {
  '{contact}': 'Ivan Petrov',
  '{company}': 'Romashka',
  '{company}, {contact}': 'Romashka, Ivan Petrov',
};
const isTemplate = (value: string): value is Template => value in EXAMPLES;

/** 8: the client's name on the display of the ringing phone. */
export function CallerNameRule({ options }: { options: Features['callerName'] }) {
  const t = useT('telephony-rules');
  const saveFeatures = useSaveFeatures();
  return (
    <Section title={t('name.title')}>
      <Switch
        label={t('name.switch')}
        checked={options.enabled}
        onChange={({ currentTarget }) => saveFeatures({ callerName: { enabled: currentTarget.checked } })}
      />
      <RuleSentenceBox sentences={callerNameSentences(options)} on={options.enabled} />
      {options.enabled && (
        <div className={own.options}>
          <NativeSelect
            label={t('name.template')}
            data={[
              { value: '{contact}', label: t('name.contact') },
              { value: '{company}', label: t('name.company') },
              { value: '{company}, {contact}', label: t('name.both') },
            ]}
            value={options.template}
            onChange={({ currentTarget: { value } }) => isTemplate(value) && saveFeatures({ callerName: { template: value } })}
          />
          <p style={{ margin: 0 }}>
            {t('name.example')} <span className={own.display}>{EXAMPLES[options.template]}</span>
          </p>
        </div>
      )}
    </Section>
  );
}
