import type { LiveCall } from '@carillon/contract';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api } from '../../lib/api.ts';
import { newId } from '../../lib/new-id.ts';
import { keepNoteDraft, noteDraft } from './note-drafts.ts';

const SAVE_AFTER_MS = 600;
const RETRY_AFTER_MS = 4000;

/** `theirs`: the words of my note that the server told last; another tab of mine may have written them. */
type Note = { noteId: string; text: string; saved: string; theirs: string | undefined };

/**
 * My note on a call, saved as it is typed: on the server under one id, and in this browser until the server has it. It survives a reload,
 * a lost connection and the end of the call; my other tabs see it grow, except one that is writing itself.
 */
export function useLiveNote(call: LiveCall, { me, writing }: { me: string; writing: boolean }) {
  const mine = call.notes.findLast(({ author }) => author?.id === me);
  const [note, setNote] = useState<Note>(() => firstNote(call.id, mine));
  const { noteId, text, saved } = note;
  const unsaved = text.trim() !== saved.trim();
  if (mine && mine.text !== note.theirs && !writing)
    setNote(unsaved ? { ...note, theirs: mine.text } : { noteId: mine.id, text: mine.text, saved: mine.text, theirs: mine.text });

  const fault = useSaving({ callId: call.id, noteId, text, unsaved }, (words) => setNote((now) => ({ ...now, saved: words })));
  const write = (next: string): void => {
    keepNoteDraft(call.id, { noteId, text: next });
    setNote((now) => ({ ...now, text: next }));
  };
  return { noteId, text, write, unsaved, fault };
}

function firstNote(callId: string, mine: { id: string; text: string } | undefined): Note {
  const draft = noteDraft(callId);
  const theirs = mine?.text;
  if (draft) return { ...draft, saved: mine?.id === draft.noteId ? mine.text : '', theirs };
  return { noteId: mine?.id ?? newId(), text: mine?.text ?? '', saved: mine?.text ?? '', theirs };
}

type Words = { callId: string; noteId: string; text: string; unsaved: boolean };

/** Sends the words when the typist pauses, and when the field goes away; a failure is tried again. @returns the last failure, or null. */
function useSaving({ callId, noteId, text, unsaved }: Words, onSaved: (text: string) => void): unknown {
  const [last, setLast] = useState<{ fault: unknown }>({ fault: null }); // a new object after each attempt: the next may begin
  const sending = useRef(false);
  const save = useEffectEvent(async (words: string) => {
    if (sending.current) return;
    sending.current = true;
    try {
      await api.put(`/calls/${callId}/notes/${noteId}`, { text: words.trim() });
      if (noteDraft(callId)?.text === words) keepNoteDraft(callId, null);
      onSaved(words);
      setLast({ fault: null });
    } catch (fault) {
      setLast({ fault });
    } finally {
      sending.current = false;
    }
  });
  useEffect(() => {
    if (!unsaved) return undefined;
    const timer = setTimeout(() => void save(text), last.fault === null ? SAVE_AFTER_MS : RETRY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [unsaved, text, last]);
  const leave = useEffectEvent(() => {
    if (unsaved) void save(text); // the pop-up was waved away in mid-word
  });
  useEffect(() => () => leave(), []);
  return last.fault;
}
