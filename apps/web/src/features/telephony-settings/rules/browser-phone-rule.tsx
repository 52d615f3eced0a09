import type { TelephonySettings } from '@carillon/contract';
import { Switch } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { Section } from '../../../ui/section.tsx';
import { TextLink } from '../../../ui/text-link.tsx';
import { AllowHost } from '../../browser-phone/allow-host.tsx';
import { browserPhoneHostsQuery } from '../telephony-queries.ts';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import own from './rules.module.css';
import { useSaveDialling } from './use-save-dialling.ts';

/** 3.11: whether anybody may talk in the browser, and whether the provider allows it on these pages. */
export function BrowserPhoneRule({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony-rules');
  const save = useSaveDialling(settings.dialling);
  const on = settings.dialling.browserPhone;
  const has = settings.providers.find(({ id }) => id === settings.provider)?.browserPhone === true;
  return (
    <Section title={t('browser.title')} actions={<TextLink to="/settings/users">{t('browser.users')}</TextLink>}>
      <Switch
        label={t('browser.switch')}
        disabled={!has && !on}
        checked={on}
        onChange={({ currentTarget }) => save({ patch: { browserPhone: currentTarget.checked } })}
      />
      <RuleSentenceBox
        on={on && has}
        sentences={[
          { key: !has ? 'browser.none' : on ? 'browser.on' : 'browser.off' },
          ...(on && has ? [{ key: 'browser.fails' } as const] : []),
        ]}
      />
      {on && has && settings.connected && <OurHost />}
    </Section>
  );
}

function OurHost() {
  const t = useT('telephony-rules');
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(browserPhoneHostsQuery(location.hostname));
  if (error) return <p className={own.host}>{errorText(error)}</p>;
  if (!data) return null;
  if (data.allowed) {
    return (
      <p className={own.host}>
        <IconCheck size={15} aria-hidden /> {t('browser.allowed', { host: data.ours })}
      </p>
    );
  }
  return (
    <div className={own.host}>
      <p>
        <IconAlertTriangle size={15} aria-hidden /> {t('browser.notAllowed', { host: data.ours })}
      </p>
      <AllowHost host={data.ours} done={() => void refetch()} />
    </div>
  );
}
