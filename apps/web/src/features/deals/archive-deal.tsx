import type { Deal } from '@carillon/contract';
import { Button } from '@mantine/core';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { dealQuery } from './deals-query.ts';
import { refreshDeals } from './refresh-deals.ts';

/** Puts a deal into the archive, or brings it back; the former can be undone for 8 seconds. */
export function ArchiveDeal({ deal }: { deal: Deal }) {
  const t = useT('work');
  const clients = useT('clients');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (archive: boolean): Promise<unknown> =>
      archive ? api.delete(`/deals/${deal.id}`) : api.patch(`/deals/${deal.id}`, { archivedAt: null }),
    onMutate: (archive) => {
      const archivedAt = archive ? new Date().toISOString() : null;
      queryClient.setQueryData<Deal>(dealQuery(deal.id).queryKey, (now) => now && { ...now, archivedAt });
    },
    onError: (error) => notifyFault(errorText(error)),
    onSuccess: (_answer, archived) => {
      if (!archived) return;
      const undo = () => mutate(false);
      notifyUndo({ text: clients('archivedNotice', { name: deal.title }), undoLabel: common('undo'), undo });
    },
    onSettled: () => refreshDeals(queryClient),
  });
  const archived = deal.archivedAt !== null;
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
