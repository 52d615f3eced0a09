import { IconMapOff } from '@tabler/icons-react';
import { useT } from '../lib/i18n/use-t.ts';
import { ButtonLink } from '../ui/button-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** No page lives at this address. */
export function MissingPage() {
  const t = useT('common');
  return (
    <>
      <title>{`${t('notFoundTitle')} · Carillon`}</title>
      <PageHeader title={t('notFoundTitle')} />
      <EmptyState icon={IconMapOff} title={t('notFoundText')} action={<ButtonLink to="/">{t('toStart')}</ButtonLink>} />
    </>
  );
}
