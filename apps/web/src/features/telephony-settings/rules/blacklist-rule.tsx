import type { Features } from '@carillon/contract';
import { NativeSelect, Switch } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { Section } from '../../../ui/section.tsx';
import { TextLink } from '../../../ui/text-link.tsx';
import { blacklistSentences } from './rule-sentences.ts';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import own from './rules.module.css';
import { useSaveFeatures } from './use-save-features.ts';

/** 10: who is refused, and how. */
export function BlacklistRule({ options }: { options: Features['blacklist'] }) {
  const t = useT('telephony-rules');
  const saveFeatures = useSaveFeatures();
  const save = (blacklist: Partial<Features['blacklist']>) => saveFeatures({ blacklist });
  return (
    <Section title={t('black.title')} actions={<TextLink to="/settings/telephony/blacklist">{t('black.list')}</TextLink>}>
      <Switch
        label={t('black.switch')}
        checked={options.enabled}
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
    </Section>
  );
}
