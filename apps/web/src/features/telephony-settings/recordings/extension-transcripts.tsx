import type { Extension, TranscriptMode } from '@carillon/contract';
import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyFault } from '../../../ui/notify-undo.tsx';
import { extensionsQuery } from '../telephony-queries.ts';

const MODES = ['off', 'on-request', 'always'] as const;

/** 5.11: which recordings of an extension become text. */
export function ExtensionTranscripts({ extension, mode }: { extension: string; mode: TranscriptMode }) {
  const t = useT('recordings');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    scope: { id: 'recording-switches' },
    mutationFn: (to: TranscriptMode) => api.put<Extension>(`/telephony/extensions/${extension}/transcripts`, { mode: to }),
    onError: (error) => notifyFault(`${errorText(error)} ${t('extensions.unchanged')}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: extensionsQuery.queryKey }),
  });
  return (
    <NativeSelect
      size="xs"
      aria-label={t('transcript.ofExtension', { extension })}
      data={MODES.map((value) => ({ value, label: t(`transcript.mode.${value}`) }))}
      value={isPending ? variables : mode}
      onChange={({ currentTarget: { value } }) => mutate(MODES.find((one) => one === value) ?? mode)}
    />
  );
}
