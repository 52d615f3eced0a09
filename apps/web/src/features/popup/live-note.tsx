import type { LiveCall } from '@carillon/contract';
import { Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import classes from './popup.module.css';
import { useLiveNote } from './use-live-note.ts';

type Props = { call: LiveCall; me: string; autoFocus: boolean; setTyping: (typing: boolean) => void };

/** The notes on this call so far, and mine: it is saved while I type and keeps the pop-up open meanwhile. */
export function LiveNote({ call, me, autoFocus, setTyping }: Props) {
  const t = useT('popup');
  const errorText = useErrorText();
  const [focused, setFocused] = useState(false);
  const { noteId, text, write, unsaved, fault } = useLiveNote(call, { me, writing: focused });
  const writing = unsaved || focused;
  const tell = useEffectEvent(setTyping);
  useEffect(() => tell(writing), [writing]);
  useEffect(() => () => tell(false), []);
  const others = call.notes.filter(({ id }) => id !== noteId);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation(); // the first Esc leaves the field, the next one hides the pop-up
      event.nativeEvent.stopImmediatePropagation();
      event.currentTarget.blur();
    }
  };
  return (
    <div className={classes.note}>
      {others.length > 0 && (
        <ul className={classes.notes} aria-label={t('notesSoFar')}>
          {others.map(({ id, author, text: words }) => (
            <li key={id}>
              {author && author.id !== me && <b>{author.name}: </b>}
              {words}
            </li>
          ))}
        </ul>
      )}
      <Textarea
        aria-label={t('note')}
        placeholder={t('noteHint')}
        size="xs"
        autoFocus={autoFocus} // only when somebody has just asked for it
        autosize
        minRows={1}
        maxRows={5}
        maxLength={5000}
        value={text}
        error={fault !== null && t('noteFailed', { reason: errorText(fault) })}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
      />
      <span className={classes.saved}>{text.trim() !== '' && !unsaved ? t('noteSaved') : ''}</span>
    </div>
  );
}
