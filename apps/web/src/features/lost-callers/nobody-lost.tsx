import { IconPhoneCheck } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadPast } from '../telephony-settings/compare/load-past.tsx';
import type { PastLoad } from '../telephony-settings/compare/use-past-load.ts';

/** Nobody is lost; unless the month before us was never loaded: then nobody knows. */
export function NobodyLost({ past }: { past: PastLoad }) {
  const t = useT('lost-callers');
  if (past.running || past.isPending) return null;
  if (past.state === 'done') return <EmptyState icon={IconPhoneCheck} title={t('nobody')} text={t('nobodyText')} />;
  return <EmptyState icon={IconPhoneCheck} title={t('nobody')} text={t('notLoaded')} action={<LoadPast past={past} />} />;
}
