import type { TranscriptPhrase } from '@carillon/contract';
import type { Phrase, RecognisedWord } from '@carillon/zadarma';

const PAUSE_SECONDS = 0.9;
/** The other one has begun to speak meanwhile: a much shorter pause ends the phrase. */
const TURN_PAUSE_SECONDS = 0.3;
const WORDS_MAX = 30;
const TEXT_MAX = 2000;
/** Some ten hours of talk. */
const ALL_WORDS_MAX = 100_000;

type Open = TranscriptPhrase & { endSeconds: number; words: number };

/** Words with their seconds as phrases: a pause, a change of the speaker, or too many words end one. In the order in which they began. */
export function phrasesOfWords(words: readonly RecognisedWord[]): TranscriptPhrase[] {
  const open = new Map<number | null, Open>();
  const phrases: Open[] = [];
  let last: Open | undefined;
  for (const { text, startSeconds, endSeconds, channel } of inOrder(words)) {
    const current = open.get(channel);
    const pause = startSeconds - (current?.endSeconds ?? 0);
    if (current && current.words < WORDS_MAX && pause < (current === last ? PAUSE_SECONDS : TURN_PAUSE_SECONDS)) {
      current.text += ` ${text}`;
      current.endSeconds = Math.max(current.endSeconds, endSeconds);
      current.words += 1;
      last = current;
    } else {
      last = { channel, startSeconds, endSeconds, text, words: 1 };
      open.set(channel, last);
      phrases.push(last);
    }
  }
  return phrases.map(({ words: _words, ...phrase }) => phrase);
}

/** Phrases without seconds, as the provider told them: they can be read and found, and lead nowhere. */
export function phrasesOfTexts(phrases: readonly Phrase[]): TranscriptPhrase[] {
  return phrases.flatMap(({ text, channel }) => {
    const cleaned = clean(text);
    return cleaned === '' ? [] : [{ channel, startSeconds: null, endSeconds: null, text: cleaned }];
  });
}

type Word = { text: string; startSeconds: number; endSeconds: number; channel: number | null };

function inOrder(words: readonly RecognisedWord[]): Word[] {
  return words
    .slice(0, ALL_WORDS_MAX)
    .flatMap(({ word, startSeconds, endSeconds, channel }) => {
      const text = clean(word);
      if (text === '' || !Number.isFinite(startSeconds) || startSeconds < 0) return [];
      return [{ text, startSeconds, endSeconds: endSeconds >= startSeconds ? endSeconds : startSeconds, channel }];
    })
    .toSorted((a, b) => a.startSeconds - b.startSeconds);
}

/** What a database takes: no NUL, no half characters, no walls of text. */
const clean = (text: string): string =>
  text
    .slice(0, TEXT_MAX)
    .replaceAll('\u0000', ' ')
    .replace(/\s+/gu, ' ')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .trim();
