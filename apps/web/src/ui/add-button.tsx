import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';

type Props = { label: string; opened: boolean; toggle: () => void };

/** The plus beside a section's title: opens a small form below, or closes it. */
export function AddButton({ label, opened, toggle }: Props) {
  const Icon = opened ? IconX : IconPlus;
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" aria-label={label} aria-expanded={opened} onClick={toggle}>
        <Icon size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}
