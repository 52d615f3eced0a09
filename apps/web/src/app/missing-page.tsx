import { IconMapOff } from '@tabler/icons-react';
import { useT } from '../lib/i18n/use-t.ts';
import { ButtonLink } from '../ui/button-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** No page lives at this address. */
export function MissingPage() {
  const t = useT('common');
  return (
    <EmptyState
      icon={IconMapOff}
      title={t('notFoundTitle')}
      text={t('notFoundText')}
      action={<ButtonLink to="/">{t('toStart')}</ButtonLink>}
    />
  );
}
