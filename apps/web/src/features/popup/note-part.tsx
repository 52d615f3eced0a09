import type { LiveCall } from '@carillon/contract';
import { useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { LiveNote } from './live-note.tsx';
import { noteDraft } from './note-drafts.ts';
import classes from './popup.module.css';

type Props = { call: LiveCall; me: string; open?: boolean; setTyping: (typing: boolean) => void };

/** The notes on a call where there are any or somebody talks; else one click away. */
export function NotePart({ call, me, open = false, setTyping }: Props) {
  const t = useT('popup');
  const [asked, setAsked] = useState(false);
  if (open || asked || call.notes.length > 0 || noteDraft(call.id))
    return <LiveNote call={call} me={me} autoFocus={asked} setTyping={setTyping} />;
  return (
    <button type="button" className={classes.addNote} onClick={() => setAsked(true)}>
      {t('addNote')}
    </button>
  );
}
