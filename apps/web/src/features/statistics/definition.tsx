import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';

type Props = { /** Of the figure. */ name: string; children: ReactNode };

/** What a figure means, one click away from it. */
export function Definition({ name, children }: Props) {
  const t = useT('statistics');
  return (
    <Popover width={280} position="bottom" shadow="md" withArrow withRoles={false}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={22} aria-label={t('whatIs', { name })}>
          <IconInfoCircle size={15} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown role="note" p="sm">
        <Text size="sm">{children}</Text>
      </Popover.Dropdown>
    </Popover>
  );
}
