import type { Extension } from '@carillon/contract';
import { Skeleton, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyUndo } from '../../../ui/notify-undo.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { CHECK_KEY, extensionsQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { isRecorded } from './is-recorded.ts';
import { ExtensionTranscripts } from './extension-transcripts.tsx';
import own from './recordings.module.css';

type Change = { extension: string; enabled: boolean; undoing?: boolean };

/** 5.9: for each extension, whether the PBX records it; the switch changes it there. */
export function ExtensionRecordings() {
  const t = useT('recordings');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(extensionsQuery);
  const change = useMutation({
    scope: { id: 'recording-switches' }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ extension, enabled }: Change) =>
      api.put<Extension>(`/telephony/extensions/${extension}/recording`, { enabled }),
    onSuccess: (_saved, { extension, enabled, undoing }) => {
      if (undoing) return;
      notifyUndo({
        id: `recording-${extension}`,
        text: t(enabled ? 'extensions.switchedOn' : 'extensions.switchedOff', { extension }),
        undoLabel: common('undo'),
        undo: () => change.mutate({ extension, enabled: !enabled, undoing: true }),
      });
    },
    onSettled: async () => {
      void queryClient.invalidateQueries({ queryKey: CHECK_KEY });
      await queryClient.invalidateQueries({ queryKey: extensionsQuery.queryKey });
    },
  });

  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  const present = data.items.filter(({ vanished }) => !vanished);
  if (present.length === 0) return <p className={classes.note}>{t('extensions.none')}</p>;
  return (
    <>
      <ul className={classes.list}>
        {present.map(({ extension, name, user, recording, transcripts }) => {
          const asked = change.isPending && change.variables.extension === extension ? change.variables : undefined; // shown at once
          const on = asked?.enabled ?? isRecorded(recording);
          return (
            <li key={extension} className={own.extension}>
              <Switch
                label={[extension, user?.name ?? name].filter(Boolean).join(' · ')}
                checked={on === true}
                onChange={({ currentTarget }) => change.mutate({ extension, enabled: currentTarget.checked })}
              />
              <span className={classes.dimmed}>
                {t(on === null ? 'extensions.unknown' : on ? 'extensions.on' : 'extensions.off')}
              </span>
              {on === true && <ExtensionTranscripts extension={extension} mode={transcripts} />}
            </li>
          );
        })}
      </ul>
      {change.error && (
        <p role="alert" className={classes.bad}>
          {errorText(change.error)} {t('extensions.unchanged')}
        </p>
      )}
    </>
  );
}
