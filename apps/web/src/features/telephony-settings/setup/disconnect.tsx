import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Section } from '../../../ui/section.tsx';
import { useForgetTelephony } from '../telephony-queries.ts';
import classes from '../telephony.module.css';

/** 2.8: removes the keys and, if asked, the registered address. The secret can't be brought back, so this asks first. */
export function Disconnect() {
  const t = useT('telephony');
  const common = useT('common');
  const errorText = useErrorText();
  const forget = useForgetTelephony();
  const [asking, setAsking] = useState(false);
  const [url, setUrl] = useState(true);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.delete('/telephony/connection', { query: { url } }),
    onSuccess: () => {
      setAsking(false);
      forget();
    },
  });
  return (
    <Section title={t('disconnect.title')} text={t('disconnect.text')}>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('disconnect.act')}
      </Button>
      {asking && (
        <Dialog title={t('disconnect.ask')} close={() => setAsking(false)}>
          <p className={classes.note}>{t('disconnect.askText')}</p>
          <Checkbox label={t('disconnect.url')} checked={url} onChange={({ currentTarget }) => setUrl(currentTarget.checked)} />
          {error && (
            <p role="alert" className={classes.bad}>
              {errorText(error)}
            </p>
          )}
          <div className={classes.row} style={{ marginTop: 16 }}>
            <Button color="red" loading={isPending} onClick={() => mutate()}>
              {t('disconnect.act')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {common('cancel')}
            </Button>
          </div>
        </Dialog>
      )}
    </Section>
  );
}
