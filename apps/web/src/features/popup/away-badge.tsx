import type { LiveCall } from '@carillon/contract';
import { IconPhonePause } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import frame from '../../ui/floating-card.module.css';
import { TextLink } from '../../ui/text-link.tsx';
import { callerOf } from './caller-of.ts';
import { HideButton } from './hide-button.tsx';
import classes from './popup.module.css';
import { useCallerNumber } from './use-caller-number.ts';

/** What rang here while nobody looked at any tab: one quiet line for all of it (4.10). */
export function AwayBadge({ calls, close }: { calls: readonly LiveCall[]; close: () => void }) {
  const t = useT('popup');
  const numberOf = useCallerNumber();
  const names = [...new Set(calls.map((call) => callerOf(call)?.name ?? numberOf(call)))];
  return (
    <div role="status" className={`${frame.card} ${classes.away}`}>
      <IconPhonePause size={16} aria-hidden />
      <span>
        {t('away', { count: calls.length })}{' '}
        <TextLink to="/calls" inherit onClick={close}>
          {names.join(', ')}
        </TextLink>
      </span>
      <HideButton dismiss={close} />
    </div>
  );
}
