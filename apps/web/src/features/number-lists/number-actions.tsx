import { ActionIcon, type ActionIconProps, Menu } from '@mantine/core';
import { IconBan, IconDots, IconUserOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useMe } from '../../lib/session.ts';
import { useListNumber } from './use-list-number.ts';

type Props = {
  number: string;
  /** Somebody's card has it: then it is for supervisors (10.2). */
  known: boolean;
  callId?: string;
};

/** What may be done with a number besides calling it: block it (10.2), or say that it is no client (10.8). */
export function NumberActions(props: Props) {
  const t = useT('number-lists');
  const formatNumber = useFormatNumber();
  const me = useMe();
  const [used, setUsed] = useState(false); // a list has many rows: the menu is made for the one that is asked
  if (props.known && me.role === 'agent') return null;
  const label = t('actions', { number: formatNumber(props.number) });
  const look: ActionIconProps = { variant: 'subtle', color: 'gray', size: 'sm' };
  const dots = <IconDots size={15} />;
  if (used) {
    return (
      <NumberMenu {...props}>
        <ActionIcon {...look} aria-label={label}>
          {dots}
        </ActionIcon>
      </NumberMenu>
    );
  }
  return (
    <ActionIcon {...look} aria-label={label} aria-haspopup="menu" aria-expanded={false} onClick={() => setUsed(true)}>
      {dots}
    </ActionIcon>
  );
}

function NumberMenu({ number, callId, children }: Props & { children: ReactNode }) {
  const t = useT('number-lists');
  const block = useListNumber('blacklist');
  const except = useListNumber('exceptions');
  const entry = { pattern: number, ...(callId === undefined ? {} : { callId }) };
  return (
    <Menu position="bottom-end" defaultOpened withInitialFocusPlaceholder={false}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconBan size={15} />} onClick={() => block(entry)}>
          {t('block')}
        </Menu.Item>
        <Menu.Item leftSection={<IconUserOff size={15} />} onClick={() => except(entry)}>
          {t('notClient')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
