import { expect, test } from 'vitest';
import { phrasesOfTexts, phrasesOfWords } from './phrases-of.ts';

const word = (text: string, startSeconds: number, channel: number | null = 1) => ({
  word: text,
  startSeconds,
  endSeconds: startSeconds + 0.4,
  channel,
});
const texts = (words: ReturnType<typeof word>[]) => phrasesOfWords(words).map(({ channel, text }) => `${channel}: ${text}`);

test('5.11 a pause, or the other speaker, ends a phrase', () => {
  const words = [word('good', 0), word('morning', 0.5), word('how', 2), word('fine', 2.6, 2), word('are', 3.5), word('you', 4)];
  expect(texts(words)).toEqual(['1: good morning', '1: how', '2: fine', '1: are you']);
});

test('5.11 two who speak at once keep their sentences apart and whole', () => {
  const words = [word('one', 0), word('eins', 0.1, 2), word('two', 0.45), word('zwei', 0.55, 2), word('three', 0.9)];
  expect(texts(words)).toEqual(['1: one two three', '2: eins zwei']);
});

test('5.11 whatever the order in which words come, and whatever they are made of', () => {
  const words = [word('you', 1), word('  ', 1.1), word('\u0000thank\ud800', 0.5), word('lost', Number.NaN), word('lost', -1)];
  expect(texts(words)).toEqual(['1: thank\ufffd you']);
  expect(phrasesOfWords([{ word: 'x', startSeconds: 3, endSeconds: Number.NaN, channel: null }])).toEqual([
    { channel: null, startSeconds: 3, endSeconds: 3, text: 'x' },
  ]);
});

test('5.11 somebody who never pauses is cut, nothing is lost', () => {
  const words = Array.from({ length: 100 }, (_, i) => word(`w${i}`, i * 0.4));
  const phrases = phrasesOfWords(words);
  expect(phrases.length).toBeGreaterThan(2);
  expect(phrases.map(({ text }) => text).join(' ')).toBe(words.map((each) => each.word).join(' '));
});

test('5.11 phrases without seconds can be read, and lead nowhere', () => {
  expect(
    phrasesOfTexts([
      { text: ' hello ', channel: 1 },
      { text: '', channel: 2 },
    ]),
  ).toEqual([{ channel: 1, startSeconds: null, endSeconds: null, text: 'hello' }]);
});
