import type { TranscriptPhrase, TranscriptReason } from '@carillon/contract';
import { type Transcript, type ZadarmaClient, ZadarmaError } from '@carillon/zadarma';
import { AppError } from '../../errors.ts';
import { phrasesOfTexts, phrasesOfWords } from './phrases-of.ts';

export type Answer =
  | { kind: 'recognised'; phrases: TranscriptPhrase[]; lang: string | null }
  /** It has not begun, and waits to be told. */
  | { kind: 'ready-to-begin' }
  | { kind: 'working' }
  | { kind: 'failed' }
  | { kind: 'refused'; reason: TranscriptReason }
  /** Nothing is wrong with the recording: it is asked again. `afterSeconds`: the provider itself says when, which is no failed attempt. */
  | { kind: 'away'; reason: TranscriptReason; afterSeconds?: number | undefined };

/** How it stands with a recording's words at the provider. */
export async function lookForWords(client: ZadarmaClient, callId: string): Promise<Answer> {
  return understood(async () => {
    const told = await client.speechRecognition({ callId, words: true });
    const answer = meaningOf(told);
    if (answer.kind !== 'recognised' || answer.phrases.length > 0) return answer;
    const { phrases } = await client.speechRecognition({ callId }); // without words there may still be phrases
    return { ...answer, phrases: phrasesOfTexts(phrases) };
  });
}

function meaningOf({ status, words, lang }: Transcript): Answer {
  switch (status.trim().toLowerCase()) {
    case 'recognized':
      return { kind: 'recognised', phrases: phrasesOfWords(words), lang: lang?.slice(0, 20) ?? null };
    case 'ready for recognize':
      return { kind: 'ready-to-begin' };
    case 'error':
      return { kind: 'failed' };
    case 'not available for recognize':
      return { kind: 'refused', reason: 'not-offered' };
    default:
      return { kind: 'working' }; // `in progress`, or a word of tomorrow
  }
}

/** Tells the provider to begin. `begun: null`: nobody knows whether it has heard. */
export async function beginRecognition(
  client: ZadarmaClient,
  callId: string,
): Promise<{ begun: boolean | null; answer: Answer }> {
  let begun: boolean | null = false;
  const answer = await understood(async () => {
    try {
      await client.recogniseSpeech({ callId });
      begun = true;
    } catch (error) {
      if (error instanceof ZadarmaError && error.outcomeUnknown) begun = null;
      throw error;
    }
    return { kind: 'working' };
  });
  return { begun, answer };
}

async function understood(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError) return { kind: 'away', reason: 'not-connected' };
    if (!(error instanceof ZadarmaError)) throw error;
    return troubleOf(error);
  }
}

function troubleOf({ meaning, retryAfterSeconds }: ZadarmaError): Answer {
  switch (meaning) {
    case 'not-found':
    case 'bad-request':
      return { kind: 'refused', reason: 'refused' };
    case 'refused-keys':
      return { kind: 'away', reason: 'not-connected' };
    case 'rate-limit':
      return { kind: 'away', reason: 'provider-unavailable', afterSeconds: retryAfterSeconds ?? 60 };
    case 'provider-fault':
    case 'unreachable':
    case 'timeout':
    case 'not-json':
      return { kind: 'away', reason: 'provider-unavailable' };
    default:
      return meaning satisfies never;
  }
}
