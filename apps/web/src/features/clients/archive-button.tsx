import { Button } from '@mantine/core';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { type ClientOf, type Resource, clientQuery } from './client-query.ts';

type Props<R extends Resource> = { resource: R; client: ClientOf[R] };

/** Puts a client into the archive, or brings it back; the former can be undone for 8 seconds. */
export function ArchiveButton<R extends Resource>({ resource, client }: Props<R>) {
  const t = useT('clients');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { queryKey } = clientQuery(resource, client.id);

  const { mutate, isPending } = useMutation({
    mutationFn: (archive: boolean): Promise<unknown> =>
      archive ? api.delete(`/${resource}/${client.id}`) : api.patch(`/${resource}/${client.id}`, { archivedAt: null }),
    onMutate: (archive) => {
      const archivedAt = archive ? new Date().toISOString() : null;
      queryClient.setQueryData<ClientOf[R]>(queryKey, (now) => now && { ...now, archivedAt });
    },
    onError: (error) => notifyFault(errorText(error)),
    onSuccess: (_answer, archived) => {
      if (!archived) return;
      notifyUndo({ text: t('archivedNotice', { name: client.name }), undoLabel: common('undo'), undo: () => mutate(false) });
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: [resource] });
    },
  });

  const archived = client.archivedAt !== null;
  return (
    <Button
      variant="default"
      loading={isPending}
      leftSection={archived ? <IconArchiveOff size={15} /> : <IconArchive size={15} />}
      onClick={() => mutate(!archived)}
    >
      {archived ? t('unarchive') : t('archive')}
    </Button>
  );
}
