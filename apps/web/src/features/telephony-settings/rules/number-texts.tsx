import type { PbxNumber } from '@carillon/contract';
import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../../lib/numbers/use-format-number.ts';
import { useMe } from '../../../lib/session.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../../ui/notify-undo.tsx';
import { numbersQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';

/** Whether texts to a number come in; administrators switch it where the provider says that the number can. */
export function NumberTexts({ number }: { number: PbxNumber }) {
  const t = useT('telephony-rules');
  const admin = useMe().role === 'admin';
  const { status, smsReception } = number;
  if (status === 'gone') return <span className={classes.dimmed}>{t('numbers.gone')}</span>;
  if (admin && (smsReception === 'on' || smsReception === 'off'))
    return <TextsSwitch number={number} on={smsReception === 'on'} />;
  return <span className={classes.dimmed}>{t(`numbers.texts.${smsReception}`)}</span>;
}

type Change = { enabled: boolean; undoing?: boolean };

function TextsSwitch({ number: { did }, on }: { number: PbxNumber; on: boolean }) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const written = useFormatNumber()(did);
  const queryClient = useQueryClient();
  const change = useMutation({
    scope: { id: `texts-${did}` }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ enabled }: Change) =>
      api.put<PbxNumber>(`/telephony/numbers/${encodeURIComponent(did)}/sms-reception`, { enabled }),
    onSuccess: ({ smsReception }, { enabled, undoing }) => {
      if (smsReception !== (enabled ? 'on' : 'off')) return notifyFault(t('numbers.textsOtherwise', { number: written }));
      if (undoing) return;
      notifyUndo({
        id: `texts-${did}`,
        text: t(enabled ? 'numbers.textsSwitchedOn' : 'numbers.textsSwitchedOff', { number: written }),
        undoLabel: common('undo'),
        undo: () => change.mutate({ enabled: !enabled, undoing: true }),
      });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: numbersQuery.queryKey }),
  });
  const shown = change.isPending ? change.variables.enabled : on;
  return (
    <Switch
      size="xs"
      aria-label={t('numbers.textsOf', { number: written })}
      label={t(shown ? 'numbers.texts.on' : 'numbers.texts.off')}
      checked={shown}
      error={change.error && `${errorText(change.error)} ${t('numbers.textsUnchanged')}`}
      onChange={({ currentTarget }) => change.mutate({ enabled: currentTarget.checked })}
    />
  );
}
