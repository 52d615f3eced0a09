import type { TelephonySettings, TelephonySettingsPatch } from '@carillon/contract';
import { Anchor, Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { useLanguage, useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useForgetTelephony, useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { countryOptions } from './country-options.ts';
import { TimezoneForm } from './timezone-form.tsx';

/** 1.7, 2.1, 11.5: provider, key and secret. Keys the provider refuses are not saved, and the old ones go on working. */
export function KeysStep({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const errorText = useErrorText();
  const language = useLanguage();
  const countries = useMemo(() => countryOptions(language), [language]);
  const asked = useSearch({ strict: false }).provider; // ?provider=zadarma, the link from the provider's own pages
  const known = settings.providers.find(({ id }) => id === asked)?.id;
  const [provider, setProvider] = useState(settings.connected ? settings.provider : (known ?? settings.provider));
  const [apiKey, setApiKey] = useState(settings.apiKey ?? '');
  const [secret, setSecret] = useState('');
  const [country, setCountry] = useState(settings.country);
  const [areaCode, setAreaCode] = useState(settings.areaCode ?? '');
  const forget = useForgetTelephony();
  const { mutate, isPending, error, isSuccess } = useSaveSettings();
  const entry = settings.providers.find(({ id }) => id === provider);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changed = provider !== settings.provider || secret !== '' || apiKey.trim() !== (settings.apiKey ?? '');
    const patch: TelephonySettingsPatch = {
      country,
      areaCode: areaCode.trim() || null,
      ...(changed ? { provider, apiKey: apiKey.trim() || null } : {}),
      ...(secret === '' ? {} : { apiSecret: secret.trim() }),
    };
    mutate(patch, {
      onSuccess: () => {
        setSecret('');
        forget();
      },
    });
  };

  return (
    <form onSubmit={submit} autoComplete="off">
      <div className={classes.form}>
        <Select
          label={t('keys.provider')}
          allowDeselect={false}
          data={settings.providers.map(({ id, name }) => ({ value: id, label: name }))}
          value={provider}
          onChange={(value) => setProvider(value ?? provider)}
          description={
            entry?.keysUrl && (
              <Anchor href={entry.keysUrl} target="_blank" rel="noreferrer" inherit>
                {t('keys.where', { name: entry.name })}
              </Anchor>
            )
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <TextInput
          label={t('keys.key')}
          autoComplete="off"
          spellCheck={false}
          value={apiKey}
          maxLength={200}
          onChange={({ currentTarget }) => setApiKey(currentTarget.value)}
        />
        <PasswordInput
          label={
            <>
              {t('keys.secret')} {settings.secretSet && <span className={classes.good}>✓ {t('keys.secretSet')}</span>}
            </>
          }
          autoComplete="new-password"
          placeholder={settings.secretSet ? t('keys.secretKept') : ''}
          value={secret}
          maxLength={200}
          onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        />
        <Select
          searchable
          allowDeselect={false}
          label={t('keys.country')}
          data={countries}
          value={country}
          onChange={(value) => setCountry(value ?? country)}
        />
        <TextInput
          label={t('keys.areaCode')}
          description={t('keys.areaCodeHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          inputMode="numeric"
          maxLength={6}
          value={areaCode}
          onChange={({ currentTarget }) => setAreaCode(currentTarget.value.replace(/\D/g, ''))}
        />
      </div>
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)} {t('keys.kept')}
        </p>
      )}
      <div className={classes.row} style={{ marginTop: 12 }}>
        <Button type="submit" loading={isPending}>
          {t('keys.save')}
        </Button>
        <output className={classes.good}>
          {isSuccess && !isPending ? t(settings.connected ? 'keys.accepted' : 'keys.savedHalf') : ''}
        </output>
      </div>
      {settings.connected && <TimezoneForm settings={settings} />}
    </form>
  );
}
