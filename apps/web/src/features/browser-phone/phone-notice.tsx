import { useT } from '../../lib/i18n/use-t.ts';
import { useSession } from '../../lib/session.ts';
import { usePhoneState } from './use-phone-state.ts';

/** Where my call will ring first, for whoever talks in the browser: said where a call begins. */
export function PhoneNotice() {
  const t = useT('browser-phone');
  const { browserPhone, user } = useSession();
  const { phase } = usePhoneState();
  if (!browserPhone) return null;
  const works = phase === 'ready' || phase === 'starting' || phase === 'elsewhere';
  if (works) return <p>{t(phase === 'elsewhere' ? 'ringsElsewhere' : 'ringsHere')}</p>;
  return <p data-look="amber">{t('ringsOther', { extension: user.extension ?? '' })}</p>;
}
