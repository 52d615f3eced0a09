import type { ClientType, DoNotKeep as DoNotKeepState } from '@carillon/contract';
import { Button, Checkbox, Group, Switch, Text } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { notifyDone, notifyFault } from '../../ui/notify-undo.tsx';
import classes from './do-not-keep.module.css';

type Props = { type: ClientType; id: string };
type Change = { doNotKeep: boolean; eraseStored?: boolean };

const pathOf = ({ type, id }: Props): string => `/clients/${type}/${id}/recording`;
const doNotKeepQuery = (client: Props) =>
  queryOptions({
    queryKey: ['do-not-keep', client.type, client.id],
    queryFn: ({ signal }) => api.get<DoNotKeepState>(pathOf(client), { signal }),
  });

/** 5.10: whether conversations of this client stay out of the archive. Erasing what is there already can't be undone, so it asks. */
export function DoNotKeep(client: Props) {
  const t = useT('recordings');
  const me = useMe();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { queryKey } = doNotKeepQuery(client);
  const { data } = useQuery(doNotKeepQuery(client));
  const [asking, setAsking] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: (change: Change) => api.put<DoNotKeepState>(pathOf(client), change),
    onSuccess: (saved, { eraseStored }) => {
      queryClient.setQueryData(queryKey, saved);
      notifyDone(t(saved.doNotKeep ? 'doNotKeep.on' : 'doNotKeep.off'));
      if (eraseStored) for (const key of ['calls', 'timeline']) void queryClient.invalidateQueries({ queryKey: [key] });
    },
    onError: (error) => notifyFault(errorText(error)),
    onSettled: () => setAsking(false),
  });
  if (!data) return null;
  if (me.role === 'agent') return data.doNotKeep ? <p className={classes.said}>{t('doNotKeep.on')}</p> : null;
  return (
    <div className={classes.box}>
      <Switch
        size="xs"
        label={t('doNotKeep')}
        checked={data.doNotKeep}
        disabled={isPending}
        onChange={({ currentTarget }) => (currentTarget.checked ? setAsking(true) : mutate({ doNotKeep: false }))}
      />
      {asking && <Question busy={isPending} save={mutate} close={() => setAsking(false)} />}
    </div>
  );
}

function Question({ busy, save, close }: { busy: boolean; save: (change: Change) => void; close: () => void }) {
  const t = useT('recordings');
  const common = useT('common');
  const [eraseStored, setEraseStored] = useState(false);
  return (
    <Dialog title={t('doNotKeep.title')} close={close}>
      <Text size="sm" mb="sm">
        {t('doNotKeep.text')}
      </Text>
      <Checkbox
        label={t('doNotKeep.erase')}
        checked={eraseStored}
        onChange={({ currentTarget }) => setEraseStored(currentTarget.checked)}
      />
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={close}>
          {common('cancel')}
        </Button>
        <Button {...(eraseStored ? { color: 'red' } : {})} loading={busy} onClick={() => save({ doNotKeep: true, eraseStored })}>
          {t('doNotKeep.yes')}
        </Button>
      </Group>
    </Dialog>
  );
}
