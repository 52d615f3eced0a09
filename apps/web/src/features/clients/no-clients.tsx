import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

type Props = {
  icon: TablerIcon;
  filters: Readonly<Record<string, string | undefined>>;
  title: string;
  action: ReactNode;
};

/** No rows in a list of clients: because of the filters, because nothing is archived, or because there are none yet. */
export function NoClients({ icon, filters: { archived, sort: _order, ...filters }, title, action }: Props) {
  const t = useT('clients');
  if (Object.values(filters).some((value) => value !== undefined)) return <EmptyState icon={icon} title={t('nothingFound')} />;
  if (archived !== undefined) return <EmptyState icon={icon} title={t('noneArchived')} />;
  return <EmptyState icon={icon} title={title} action={action} />;
}
