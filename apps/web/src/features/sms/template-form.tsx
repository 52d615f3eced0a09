import { SMS_TEXT_MAX, type SmsTemplate } from '@carillon/contract';
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './sms.module.css';
import { TextLength } from './text-length.tsx';

/** A new template, or one that is changed. */
export function TemplateForm({ template, close }: { template: SmsTemplate | null; close: () => void }) {
  const t = useT('sms');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [title, setTitle] = useState(template?.title ?? '');
  const [text, setText] = useState(template?.text ?? '');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      template ? api.patch(`/sms/templates/${template.id}`, { title, text }) : api.post('/sms/templates', { title, text }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['sms'] });
      close();
    },
  });
  const isReady = title.trim() !== '' && text.trim() !== '';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) mutate();
  };
  return (
    <Dialog title={t(template ? 'templateChange' : 'templateNew')} size={480} close={close}>
      <form onSubmit={onSubmit}>
        <Stack gap={12}>
          <TextInput
            data-autofocus
            label={t('templateTitle')}
            maxLength={80}
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
          <Textarea
            autosize
            minRows={3}
            maxRows={12}
            maxLength={SMS_TEXT_MAX}
            label={t('text')}
            description={
              <>
                <TextLength text={text} />
                <br />
                {t('templateHint')}
              </>
            }
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          {error && (
            <p role="alert" className={classes.bad}>
              {errorText(error)}
            </p>
          )}
          <Group gap={8}>
            <Button type="submit" loading={isPending} disabled={!isReady}>
              {common('save')}
            </Button>
            <Button variant="subtle" onClick={close}>
              {common('cancel')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
