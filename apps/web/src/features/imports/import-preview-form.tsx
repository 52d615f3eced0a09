import type { ImportCreate, ImportPreview, Job } from '@carillon/contract';
import { Alert, Button, NativeSelect, Radio } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { Section } from '../../ui/section.tsx';
import classes from './import-page.module.css';

type Field = ImportPreview['columns'][number]['field'];
const FIELDS = [
  'ignore',
  'name',
  'familyName',
  'givenName',
  'patronymic',
  'phone',
  'email',
  'company',
  'responsible',
  'tags',
  'externalId',
] as const satisfies readonly Field[];
const NAMES: readonly Field[] = ['name', 'familyName', 'givenName'];
const FAULTS_SHOWN = 50;
const isField = (value: string): value is Field => FIELDS.some((field) => field === value);

/** A file of contacts and what the server makes of it. */
export type ReadFile = { name: string; csv: string; preview: ImportPreview };

type Props = { file: ReadFile; another: () => void; started: (jobId: string) => void };

/** What the file holds, column by column, what is wrong with it, and what is here already; then the import begins. */
export function ImportPreviewForm({ file: { name, csv, preview }, another, started }: Props) {
  const t = useT('imports');
  const errorText = useErrorText();
  const [columns, setColumns] = useState<Field[]>(preview.columns.map(({ field }) => field));
  const [duplicates, setDuplicates] = useState<'skip' | 'update'>('skip');
  const start = useMutation({
    mutationFn: (body: ImportCreate) => api.post<Job>('/imports', body),
    onSuccess: ({ id }) => started(id),
  });
  const nameless = !columns.some((field) => NAMES.includes(field));

  return (
    <>
      <div className={classes.file}>
        <strong>{name}</strong>
        <span className={classes.quiet}>{t('rows', { count: preview.rows })}</span>
        <Button variant="default" onClick={another}>
          {t('another')}
        </Button>
      </div>
      {preview.rows === 0 && (
        <Alert color="yellow" role="alert" variant="light" mt="md">
          {t('empty')}
        </Alert>
      )}
      <Section title={t('columns')}>
        <ColumnTable preview={preview} columns={columns} change={(index, field) => setColumns(columns.with(index, field))} />
        {!columns.includes('phone') && <p className={classes.warning}>{t('noPhoneColumn')}</p>}
        {nameless && <p className={classes.warning}>{t('noNameColumn')}</p>}
      </Section>
      {preview.faults.length > 0 && (
        <Section title={t('faults')} text={t('faultsText', { count: preview.faults.length })}>
          <ul className={classes.faults}>
            {preview.faults.slice(0, FAULTS_SHOWN).map(({ row, detail }) => (
              <li key={`${row}-${detail}`}>{t('faultRow', { row, detail })}</li>
            ))}
            {preview.faults.length > FAULTS_SHOWN && <li>{t('faultsMore', { count: preview.faults.length - FAULTS_SHOWN })}</li>}
          </ul>
        </Section>
      )}
      {preview.duplicates > 0 && (
        <Section title={t('duplicates')}>
          <Radio.Group
            label={t('duplicatesText', { count: preview.duplicates })}
            value={duplicates}
            onChange={(value) => setDuplicates(value === 'update' ? 'update' : 'skip')}
          >
            <Radio mt="xs" value="skip" label={t('duplicatesSkip')} />
            <Radio mt="xs" value="update" label={t('duplicatesUpdate')} />
          </Radio.Group>
        </Section>
      )}
      {start.error && (
        <Alert color="red" role="alert" variant="light">
          {errorText(start.error)}
        </Alert>
      )}
      <div className={classes.actions}>
        <Button
          size="sm"
          disabled={preview.rows === 0 || (nameless && !columns.includes('phone'))}
          loading={start.isPending}
          onClick={() => start.mutate({ csv, columns, duplicates })}
        >
          {t('start', { count: preview.rows })}
        </Button>
      </div>
    </>
  );
}

type TableProps = { preview: ImportPreview; columns: readonly Field[]; change: (index: number, field: Field) => void };

function ColumnTable({ preview, columns, change }: TableProps) {
  const t = useT('imports');
  const options = FIELDS.map((value) => ({ value, label: t(`field.${value}`) }));
  return (
    <div className={classes.scroll}>
      <table className={classes.columns}>
        <thead>
          <tr>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('becomes')}</th>
            <th scope="col">{t('examples')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map(({ header, samples }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two columns may have the same header
            <tr key={`${index}-${header}`}>
              <td>{header}</td>
              <td>
                <NativeSelect
                  size="xs"
                  aria-label={`${t('becomes')}: ${header}`}
                  data={options}
                  value={columns[index] ?? 'ignore'}
                  onChange={(event) => isField(event.currentTarget.value) && change(index, event.currentTarget.value)}
                />
              </td>
              <td className={classes.quiet}>{samples.filter((sample) => sample !== '').join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
