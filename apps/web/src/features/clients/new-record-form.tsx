import { Alert, Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import classes from './form.module.css';

type Props = {
  title: string;
  /** What is wrong with the whole of it, in words. */
  fault: string | undefined;
  save: string;
  saving: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
};

/** The page on which a record is made: its title, what is wrong, the fields, save and cancel. */
export function NewRecordForm({ title, fault, save, saving, onSubmit, children }: Props) {
  const t = useT('common');
  const router = useRouter();
  return (
    <>
      <title>{`${title} · Carillon`}</title>
      <PageHeader title={title} />
      <form className={classes.form} onSubmit={onSubmit}>
        {fault !== undefined && (
          <Alert color="red" role="alert" variant="light">
            {fault}
          </Alert>
        )}
        {children}
        <div className={classes.actions}>
          <Button type="submit" loading={saving}>
            {save}
          </Button>
          <Button variant="default" onClick={() => router.history.back()}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </>
  );
}
