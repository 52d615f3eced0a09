import type { CallView } from '@carillon/contract';
import { type TablerIcon, IconArrowsExchange, IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';

const ICONS: Record<CallView['direction'], TablerIcon> = {
  inbound: IconPhoneIncoming,
  outbound: IconPhoneOutgoing,
  internal: IconArrowsExchange,
};

/** Incoming, outgoing or internal, as an icon with a name. */
export function DirectionMark({ direction }: { direction: CallView['direction'] }) {
  const t = useT('common');
  const Icon = ICONS[direction];
  const name = t(`direction.${direction}`);
  return (
    <Icon size={17} stroke={1.6} role="img" aria-label={name} title={name} style={{ display: 'block', color: 'var(--ended)' }} />
  );
}
