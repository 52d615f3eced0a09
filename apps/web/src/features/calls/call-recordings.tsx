import type { CallView } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';

/** Which recordings the call has, and whether they are there yet. */
export function CallRecordings({ call }: { call: CallView }) {
  const t = useT('calls');
  return (
    <ul style={{ margin: 0, paddingLeft: 18 }}>
      {call.recordings.map(({ n, state, seconds }) => (
        <li key={n}>
          {t('recordingOne', { n })}: {t(`recording.${state}`)}
          {seconds !== null && <span className="figures">, {durationText(seconds)}</span>}
        </li>
      ))}
    </ul>
  );
}
