import type { AccountEffect } from './features/calls/account-news.ts';
import { keepTexts } from './features/sms/keep-texts.ts';
import { heedSpeechHints } from './features/transcripts/heed-hints.ts';

/** What the account's other events cause, in this order. */
export function accountEffects(): AccountEffect[] {
  return [keepTexts, heedSpeechHints];
}
