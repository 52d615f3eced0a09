import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { notifyDone, notifyFault } from '../../ui/notify-undo.tsx';
import { deleteRecording } from './recording-queries.ts';

type Props = { callId: string; n: number };

/** Erases a recording for ever. It can't be taken back, so it asks. */
export function DeleteRecording({ callId, n }: Props) {
  const t = useT('recordings');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: () => deleteRecording(callId, n),
    onSuccess: () => notifyDone(t('deleted')),
    onError: (error) => notifyFault(errorText(error)),
    onSettled: () => {
      setAsking(false);
      for (const key of ['calls', 'timeline']) void queryClient.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" aria-label={t('delete')} title={t('delete')} onClick={() => setAsking(true)}>
        <IconTrash size={18} stroke={1.6} />
      </ActionIcon>
      {asking && (
        <Dialog title={t('deleteTitle')} close={() => setAsking(false)}>
          <Text size="sm">{t('deleteText')}</Text>
          <Group mt="md" justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {common('cancel')}
            </Button>
            <Button color="red" loading={isPending} onClick={() => mutate()}>
              {t('deleteYes')}
            </Button>
          </Group>
        </Dialog>
      )}
    </>
  );
}
