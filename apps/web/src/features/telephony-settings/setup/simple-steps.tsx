import type { TelephonySettings } from '@carillon/contract';
import { useT } from '../../../lib/i18n/use-t.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { ExtensionRecordings } from '../recordings/extension-recordings.tsx';
import classes from '../telephony.module.css';

/** Clients come in before calls do, so that nobody known is greeted as a stranger. */
export function ClientsStep() {
  const t = useT('telephony');
  return (
    <>
      <p className={classes.note}>{t('clients.text')}</p>
      <div className={classes.row}>
        <ButtonLink to="/contacts/import">{t('clients.import')}</ButtonLink>
        <ButtonLink to="/contacts/new" variant="default">
          {t('clients.new')}
        </ButtonLink>
      </div>
    </>
  );
}

/** Recording happens at the provider; here it is switched for each extension. */
export function RecordingStep({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  return (
    <>
      <p className={classes.note}>{t('recording.text')}</p>
      {settings.connected ? <ExtensionRecordings /> : <p className={classes.note}>{t('needsKeys')}</p>}
    </>
  );
}

/** A real call is the only proof: this line goes green by itself when it was seen. */
export function TestCallStep({ name, done }: { name: 'callIn' | 'callOut'; done: boolean }) {
  const t = useT('telephony');
  return <p className={classes.note}>{t(done ? `${name}.done` : `${name}.text`)}</p>;
}
