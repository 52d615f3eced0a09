import type { PbxNumber } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useMe } from '../../../lib/session.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Notice } from '../notice.tsx';
import { notificationsQuery } from '../telephony-queries.ts';

/** Said where numbers take texts of which the provider would not tell us. Where it says nothing of that, so do we. */
export function TextsUnheard({ numbers }: { numbers: readonly PbxNumber[] }) {
  const t = useT('telephony-rules');
  const admin = useMe().role === 'admin'; // who alone can change it, and may ask the provider
  const takes = numbers.some(({ smsReception, status }) => smsReception === 'on' && status !== 'gone');
  const { data } = useQuery({ ...notificationsQuery, enabled: admin && takes });
  const account = data?.account;
  if (!takes || !account || (account.ours && account.sms)) return null;
  return (
    <Notice
      buttons={
        <ButtonLink variant="default" size="compact-sm" to="/settings/telephony">
          {t('numbers.textsConnect')}
        </ButtonLink>
      }
    >
      {account.ours || account.url === null ? t('numbers.textsUnheard') : t('numbers.textsElsewhere', { url: account.url })}
    </Notice>
  );
}
