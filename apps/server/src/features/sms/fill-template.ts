import { SMS_PLACEHOLDERS } from '@carillon/contract';

type Placeholder = (typeof SMS_PLACEHOLDERS)[number];
const PLACEHOLDER = /\{([\p{L}\p{N}_]+)\}/gu;
const isKnown = (word: string): word is Placeholder => SMS_PLACEHOLDERS.some((known) => known === word);

/** A template with what is known; the rest stays in braces, for a person to write. */
export function fillTemplate(text: string, known: Record<Placeholder, string | null>): string {
  return text.replaceAll(PLACEHOLDER, (whole, word: string) => (isKnown(word) ? (known[word] ?? whole) : whole));
}

/** The first placeholder that stands for nothing. */
export function strangePlaceholder(text: string): string | undefined {
  return [...text.matchAll(PLACEHOLDER)].find(([, word = '']) => !isKnown(word))?.[0];
}
