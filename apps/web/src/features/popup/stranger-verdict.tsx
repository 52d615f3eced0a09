import type { LiveCall } from '@carillon/contract';
import { Button } from '@mantine/core';
import { IconBan, IconUserOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import classes from './popup.module.css';

const UNDO_MS = 8000;
const LISTS = { exception: '/exceptions', spam: '/blacklist' } as const;
type Verdict = keyof typeof LISTS;
type Said = { verdict: Verdict; id: string };

/** "Not a client" and "spam" in one click, with eight seconds to think again (10.2, 10.8). */
export function StrangerVerdict({ call, number }: { call: LiveCall; number: string }) {
  const t = useT('popup');
  const common = useT('common');
  const errorText = useErrorText();
  const [said, setSaid] = useState<Said | null>(null);
  const [mayUndo, setMayUndo] = useState(false);
  useEffect(() => {
    if (!mayUndo) return undefined;
    const timer = setTimeout(() => setMayUndo(false), UNDO_MS);
    return () => clearTimeout(timer);
  }, [mayUndo]);

  const say = useMutation({
    mutationFn: async (verdict: Verdict): Promise<Said> => {
      const { id } = await api.post<{ id: string }>(LISTS[verdict], { pattern: number, callId: call.id });
      return { verdict, id };
    },
    onSuccess: (entry) => {
      setSaid(entry);
      setMayUndo(true);
    },
  });
  const takeBack = useMutation({
    mutationFn: ({ verdict, id }: Said) =>
      api.delete(`${LISTS[verdict]}/${id}`, verdict === 'exception' ? { query: { callId: call.id } } : {}),
    onSuccess: () => setSaid(null),
  });
  const fault = say.error ?? takeBack.error;

  if (said)
    return (
      <p role="status" className={classes.step}>
        {t(`said.${said.verdict}`)}
        {mayUndo && (
          <button type="button" className={classes.chip} disabled={takeBack.isPending} onClick={() => takeBack.mutate(said)}>
            {common('undo')}
          </button>
        )}
        {fault && <span role="alert">{errorText(fault)}</span>}
      </p>
    );
  const look = { variant: 'subtle', color: 'gray', size: 'compact-sm', disabled: say.isPending } as const;
  return (
    <div role="group" aria-label={t('verdict')} className={classes.verdict}>
      {call.exception === null && (
        <Button {...look} leftSection={<IconUserOff size={14} aria-hidden />} onClick={() => say.mutate('exception')}>
          {t('sayNotAClient')}
        </Button>
      )}
      {call.direction === 'inbound' && (
        <Button {...look} leftSection={<IconBan size={14} aria-hidden />} onClick={() => say.mutate('spam')}>
          {t('saySpam')}
        </Button>
      )}
      {fault && <p role="alert">{errorText(fault)}</p>}
    </div>
  );
}
