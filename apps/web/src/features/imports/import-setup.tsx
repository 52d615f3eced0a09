import type { ImportPreview } from '@carillon/contract';
import { Alert, Button, FileButton, Loader } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import classes from './import-page.module.css';
import { ImportPreviewForm, type ReadFile } from './import-preview-form.tsx';
import { readTextFile } from './read-text-file.ts';

const SIZE_MAX = 50_000_000;

type Props = { started: (jobId: string) => void };

/** First the file, then what would become of it. */
export function ImportSetup({ started }: Props) {
  const t = useT('imports');
  const errorText = useErrorText();
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);

  const read = useMutation({
    mutationFn: async (file: File): Promise<ReadFile> => {
      const csv = await readTextFile(file);
      return { name: file.name, csv, preview: await api.post<ImportPreview>('/imports/preview', { csv }) };
    },
  });
  const take = (file: File | null | undefined) => {
    if (!file) return;
    setTooLarge(file.size > SIZE_MAX);
    if (file.size <= SIZE_MAX) read.mutate(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  if (read.data) return <ImportPreviewForm file={read.data} another={() => read.reset()} started={started} />;
  const fault = tooLarge ? t('tooLarge') : read.error && errorText(read.error);
  return (
    <>
      <p className={classes.intro}>{t('intro')}</p>
      {fault && (
        <Alert color="red" role="alert" variant="light" mb="md">
          {fault}
        </Alert>
      )}
      <div
        className={classes.drop}
        data-over={over || undefined}
        aria-busy={read.isPending}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {read.isPending ? <Loader size="sm" /> : <IconFileUpload size={30} stroke={1.4} aria-hidden />}
        {read.isPending ? (
          <span role="status">{t('reading')}</span>
        ) : (
          <>
            <FileButton accept=".csv,.txt,text/csv" onChange={take}>
              {(props) => (
                <Button size="sm" {...props}>
                  {t('choose')}
                </Button>
              )}
            </FileButton>
            <span>{t('drop')}</span>
          </>
        )}
      </div>
    </>
  );
}
