import type { Features } from '@carillon/contract';
import { NativeSelect, Switch } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { Section } from '../../../ui/section.tsx';
import { useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { callerNameSentences } from './rule-sentences.ts';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import own from './rules.module.css';

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
  const errorText = useErrorText();
  const { mutate, isPending, error } = useSaveSettings();
  return (
    <Section title={t('name.title')}>
      <Switch
        label={t('name.switch')}
        checked={options.enabled}
        disabled={isPending}
        onChange={({ currentTarget }) => mutate({ features: { callerName: { enabled: currentTarget.checked } } })}
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
            onChange={({ currentTarget: { value } }) =>
              isTemplate(value) && mutate({ features: { callerName: { template: value } } })
            }
          />
          <p style={{ margin: 0 }}>
            {t('name.example')} <span className={own.display}>{EXAMPLES[options.template]}</span>
          </p>
        </div>
      )}
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
    </Section>
  );
}
