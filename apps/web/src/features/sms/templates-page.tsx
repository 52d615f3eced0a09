import type { SmsTemplate } from '@carillon/contract';
import { Button, Skeleton } from '@mantine/core';
import { IconMessage, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import entry from '../../ui/entry-body.module.css';
import classes from './sms.module.css';
import { TemplateForm } from './template-form.tsx';
import { templatesQuery } from './templates-query.ts';
import { TextLength } from './text-length.tsx';

/** Settings → Telephony → Texts: what the company has made ready for those who write. */
export function TemplatesPage() {
  const t = useT('sms');
  const { data, error, refetch } = useQuery(templatesQuery);
  const [edited, setEdited] = useState<SmsTemplate | 'new' | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      {t('templateNew')}
    </Button>
  );
  return (
    <>
      <title>{`${t('templates')} · Carillon`}</title>
      <PageHeader title={t('templates')} actions={data && data.items.length > 0 && add} />
      <p className={entry.quiet}>
        {t('templatesText')}{' '}
        <TextLink to="/settings/telephony/hours" underline="always" inherit>
          {t('receiving')}
        </TextLink>
      </p>
      {error && !data ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={160} />
      ) : data.items.length === 0 ? (
        <EmptyState icon={IconMessage} title={t('templatesEmpty')} action={add} />
      ) : (
        <ul aria-label={t('templates')} className={classes.templates}>
          {data.items.map((template) => (
            <Template key={template.id} template={template} edit={() => setEdited(template)} />
          ))}
        </ul>
      )}
      {edited !== null && <TemplateForm template={edited === 'new' ? null : edited} close={() => setEdited(null)} />}
    </>
  );
}

function Template({ template, edit }: { template: SmsTemplate; edit: () => void }) {
  const common = useT('common');
  const t = useT('sms');
  const { remove, removing } = useRemoveTemplate();
  const { title, text } = template;
  return (
    <li className={classes.template}>
      <div className={entry.body}>
        <h2>{title}</h2>
        <p className={entry.text}>{text}</p>
        <span className={entry.quiet}>
          <TextLength text={text} />
        </span>
      </div>
      <Button size="compact-sm" variant="default" aria-label={t('templateEdit', { title })} onClick={edit}>
        {common('edit')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        loading={removing}
        aria-label={t('templateRemove', { title })}
        onClick={() => remove(template)}
      >
        {common('remove')}
      </Button>
    </li>
  );
}

/** With "undo", which makes it anew. */
function useRemoveTemplate(): { remove: (template: SmsTemplate) => void; removing: boolean } {
  const t = useT('sms');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const settle = {
    onError: (error: Error) => notifyFault(errorText(error)),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['sms'] }),
  };
  const again = useMutation({
    mutationFn: ({ title, text }: SmsTemplate) => api.post('/sms/templates', { title, text }),
    ...settle,
  });
  const { mutate, isPending } = useMutation({
    mutationFn: ({ id }: SmsTemplate) => api.delete(`/sms/templates/${id}`),
    onSuccess: (_done, template) =>
      notifyUndo({
        text: t('templateRemoved', { title: template.title }),
        undoLabel: common('undo'),
        undo: () => again.mutate(template),
      }),
    ...settle,
  });
  return { remove: mutate, removing: isPending };
}
