import type { TablerIcon } from '@tabler/icons-react';

export const CHOICE_GROUPS = [
  'paletteClients',
  'paletteCalls',
  'paletteWork',
  'palettePages',
  'paletteActions',
  'paletteTalks',
] as const;
/** One line of the palette. */
export type Choice = {
  id: string;
  group: (typeof CHOICE_GROUPS)[number];
  icon: TablerIcon;
  text: string;
  note?: string;
  go: () => void;
};
