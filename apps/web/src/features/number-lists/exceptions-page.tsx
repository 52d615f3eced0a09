import { useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { NumberForm } from './number-form.tsx';
import { NumberList } from './number-list.tsx';

/** Settings → Telephony → Exceptions (10.8): couriers, banks, family. Their calls make no records. */
export function ExceptionsPage() {
  const t = useT('number-lists');
  const [q, setQ] = useState('');
  return (
    <>
      <title>{`${t('exceptions.title')} · Carillon`}</title>
      <PageHeader title={t('exceptions.title')} actions={<SearchBox label={t('search')} value={q} onChange={setQ} />} />
      <NumberForm kind="exceptions" />
      <NumberList kind="exceptions" q={q} />
    </>
  );
}
