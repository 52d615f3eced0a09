import type { User } from '@carillon/contract';
import { type TablerIcon, IconAddressBook, IconBuilding, IconPhone, IconSettings } from '@tabler/icons-react';

export type RailItem = {
  to: '/calls' | '/contacts' | '/companies' | '/settings/telephony';
  /** Which addresses light it up. */
  under: string;
  label: 'calls' | 'contacts' | 'companies' | 'settings';
  icon: TablerIcon;
  roles: readonly User['role'][];
};

const everybody = ['admin', 'supervisor', 'agent'] as const;

/** The main menu, in order. Only what exists is here. */
export const railItems: readonly RailItem[] = [
  { to: '/calls', under: '/calls', label: 'calls', icon: IconPhone, roles: everybody },
  { to: '/contacts', under: '/contacts', label: 'contacts', icon: IconAddressBook, roles: everybody },
  { to: '/companies', under: '/companies', label: 'companies', icon: IconBuilding, roles: everybody },
  { to: '/settings/telephony', under: '/settings', label: 'settings', icon: IconSettings, roles: ['admin', 'supervisor'] },
];
