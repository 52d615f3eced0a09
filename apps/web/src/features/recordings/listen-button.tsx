import type { CallView } from '@carillon/contract';
import { ActionIcon } from '@mantine/core';
import { IconChevronUp, IconMicrophoneOff, IconPlayerPlay, IconProgress } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';

type Props = { recordings: CallView['recordings']; open: boolean; toggle: () => void };

/** Unfolds the player of a call's recordings where it stands. Its sign and its name say how they are. */
export function ListenButton({ recordings, open, toggle }: Props) {
  const t = useT('recordings');
  if (recordings.length === 0) return null;
  const state = (['ready', 'preparing'] as const).find((one) => recordings.some((each) => each.state === one)) ?? 'unavailable';
  const label = open ? t('hide') : state === 'ready' ? t('listen') : t(state);
  const Icon = open ? IconChevronUp : { ready: IconPlayerPlay, preparing: IconProgress, unavailable: IconMicrophoneOff }[state];
  return (
    <ActionIcon
      variant={state === 'ready' && !open ? 'light' : 'subtle'}
      color={state === 'ready' ? 'ink' : 'gray'}
      radius="xl"
      size={28}
      aria-expanded={open}
      aria-label={label}
      title={label}
      onClick={toggle}
    >
      <Icon size={16} stroke={1.7} />
    </ActionIcon>
  );
}
