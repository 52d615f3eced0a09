import type { Features } from '@carillon/contract';
import { NativeSelect, Switch } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { Section } from '../../../ui/section.tsx';
import { TextLink } from '../../../ui/text-link.tsx';
import { useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { blacklistSentences } from './rule-sentences.ts';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import own from './rules.module.css';

/** 10: who is refused, and how. */
export function BlacklistRule({ options }: { options: Features['blacklist'] }) {
  const t = useT('telephony-rules');
  const errorText = useErrorText();
  const { mutate, isPending, error } = useSaveSettings();
  const save = (blacklist: Partial<Features['blacklist']>) => mutate({ features: { blacklist } });
  return (
    <Section title={t('black.title')} actions={<TextLink to="/settings/telephony/blacklist">{t('black.list')}</TextLink>}>
      <Switch
        label={t('black.switch')}
        checked={options.enabled}
        disabled={isPending}
        onChange={({ currentTarget }) => save({ enabled: currentTarget.checked })}
      />
      <RuleSentenceBox sentences={blacklistSentences(options)} on={options.enabled} />
      {options.enabled && (
        <div className={own.options}>
          <NativeSelect
            label={t('black.reply')}
            data={[
              { value: 'busy', label: t('black.busy') },
              { value: 'hangup', label: t('black.hangup') },
            ]}
            value={options.reply}
            onChange={({ currentTarget }) => save({ reply: currentTarget.value === 'hangup' ? 'hangup' : 'busy' })}
          />
          <Switch
            label={t('black.hidden')}
            checked={options.hiddenNumbers}
            onChange={({ currentTarget }) => save({ hiddenNumbers: currentTarget.checked })}
          />
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
