import type { TelephonySettings } from '@carillon/contract';
import { Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { CopyField } from './copy-field.tsx';

/** 1.3, 1.4: the address the provider calls, and who may call it. */
export function ReachableStep({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const errorText = useErrorText();
  const { mutate: save, error } = useSaveSettings();
  const { enabled, ranges } = settings.ipAllowList;
  const [text, setText] = useState(ranges.join('\n'));
  const saveRanges = () => {
    const next = text.split(/[\s,;]+/).filter(Boolean);
    if (next.join('\n') !== ranges.join('\n')) save({ ipAllowList: { ranges: next } });
  };
  return (
    <>
      <p className={classes.note}>{t('reachable.text')}</p>
      <CopyField label={t('reachable.url')} value={settings.webhookUrl} />
      <Switch
        mt="md"
        label={t('reachable.allowList')}
        description={t('reachable.allowListText')}
        checked={enabled}
        onChange={({ currentTarget }) => save({ ipAllowList: { enabled: currentTarget.checked } })}
      />
      {enabled && (
        <Textarea
          mt="sm"
          maw={360}
          autosize
          minRows={2}
          label={t('reachable.ranges')}
          description={t('reachable.rangesHint')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onBlur={saveRanges}
        />
      )}
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
    </>
  );
}
