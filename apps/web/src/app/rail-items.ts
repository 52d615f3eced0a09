import type { User } from '@carillon/contract';
import {
  type TablerIcon,
  IconActivity,
  IconAddressBook,
  IconBriefcase,
  IconBuilding,
  IconChartBar,
  IconCheckbox,
  IconPhone,
  IconPhoneX,
  IconSettings,
  IconTargetArrow,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { MissedCount } from '../features/missed/missed-count.tsx';

export type RailItem = {
  to:
    | '/calls'
    | '/missed'
    | '/contacts'
    | '/companies'
    | '/leads'
    | '/deals'
    | '/tasks'
    | '/statistics'
    | '/live'
    | '/settings/telephony';
  /** Which addresses light it up. */
  under: string;
  label: 'calls' | 'missed' | 'contacts' | 'companies' | 'leads' | 'deals' | 'tasks' | 'statistics' | 'live' | 'settings';
  icon: TablerIcon;
  /** Has a place of its own in the bar of a phone's screen; the others lie behind "More". */
  phone?: true;
  /** What stands beside the word: how much waits. */
  count?: ComponentType<{ className?: string | undefined }>;
  roles: readonly User['role'][];
};

const everybody = ['admin', 'supervisor', 'agent'] as const;
const leaders = ['admin', 'supervisor'] as const;

/** The main menu, in order. Only what exists is here. */
export const railItems: readonly RailItem[] = [
  { to: '/calls', under: '/calls', label: 'calls', phone: true, icon: IconPhone, roles: everybody },
  { to: '/missed', under: '/missed', label: 'missed', phone: true, icon: IconPhoneX, count: MissedCount, roles: everybody },
  { to: '/contacts', under: '/contacts', label: 'contacts', phone: true, icon: IconAddressBook, roles: everybody },
  { to: '/companies', under: '/companies', label: 'companies', icon: IconBuilding, roles: everybody },
  { to: '/leads', under: '/leads', label: 'leads', icon: IconTargetArrow, roles: everybody },
  { to: '/deals', under: '/deals', label: 'deals', icon: IconBriefcase, roles: everybody },
  { to: '/tasks', under: '/tasks', label: 'tasks', phone: true, icon: IconCheckbox, roles: everybody },
  { to: '/statistics', under: '/statistics', label: 'statistics', icon: IconChartBar, roles: everybody },
  { to: '/live', under: '/live', label: 'live', icon: IconActivity, roles: leaders },
  { to: '/settings/telephony', under: '/settings', label: 'settings', icon: IconSettings, roles: leaders },
];
