import type { TelephonySettings } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { extensionsQuery } from '../telephony-queries.ts';
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

/** Recording is switched on at the provider; here is shown what it says for each extension. */
export function RecordingStep({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const { data } = useQuery({ ...extensionsQuery, enabled: settings.connected });
  const present = data?.items.filter(({ vanished }) => !vanished) ?? [];
  return (
    <>
      <p className={classes.note}>{t('recording.text')}</p>
      <ul className={classes.list}>
        {present.map(({ extension, name, recording }) => (
          <li key={extension} className={classes.row}>
            <span className="figures">{extension}</span>
            <span>{name}</span>
            <span className={classes.dimmed}>{recordingText(recording, t)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function recordingText(recording: string | null, t: ReturnType<typeof useT<'telephony'>>): string {
  if (recording === null) return t('recording.unknown');
  return recording === '' || recording === 'off' || recording === 'false'
    ? t('recording.off')
    : t('recording.on', { how: recording });
}

/** A real call is the only proof: this line goes green by itself when it was seen. */
export function TestCallStep({ name, done }: { name: 'callIn' | 'callOut'; done: boolean }) {
  const t = useT('telephony');
  return <p className={classes.note}>{t(done ? `${name}.done` : `${name}.text`)}</p>;
}
