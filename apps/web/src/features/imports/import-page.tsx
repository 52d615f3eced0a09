import { useT } from '../../lib/i18n/use-t.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportSetup } from './import-setup.tsx';
import classes from './import-page.module.css';

const NAMES = ['job'] as const;

/** Contacts from a CSV file. The running job's id stands in the address, so that a reload shows it again. */
export function ImportPage() {
  const t = useT('imports');
  const [{ job }, change] = useFilters(NAMES);
  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader title={t('title')} />
      <div className={classes.page}>
        {job === undefined ? (
          <ImportSetup started={(id) => change({ job: id })} />
        ) : (
          <ImportProgress id={job} again={() => change({ job: undefined })} />
        )}
      </div>
    </>
  );
}
