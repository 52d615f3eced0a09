import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useT } from '../lib/i18n/use-t.ts';

type Choice = { label: string; note: string } & ({ save: () => void } | { href: string });

type Props = { choices: readonly Choice[]; loading?: boolean; disabled?: boolean };

/** What is shown, as a file of the reader's choice. */
export function SaveMenu({ choices, loading = false, disabled = false }: Props) {
  const t = useT('common');
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          loading={loading}
          disabled={disabled}
        >
          {t('saveAs')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ label, note, ...choice }) =>
          'href' in choice ? (
            <Menu.Item key={label} component="a" href={choice.href} rightSection={note}>
              {label}
            </Menu.Item>
          ) : (
            <Menu.Item key={label} onClick={choice.save} rightSection={note}>
              {label}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
