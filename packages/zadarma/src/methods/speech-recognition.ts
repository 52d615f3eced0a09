import { isAnswer, optionalText, optionalWholeNumber, text, texts, type Answer } from '../answer.ts';
import type { Request } from '../request.ts';
import type { Phrase, RecognisedWord } from '../webhooks/account-events.ts';

/** `status` as the provider says it: `ready for recognize`, `in progress`, `recognized`, `error`, `not available for recognize`. */
export type Transcript = {
  status: string;
  lang: string | null;
  otherLangs: readonly string[];
  words: RecognisedWord[];
  phrases: Phrase[];
};

export function speechRecognitionMethods(request: Request) {
  return {
    /** Asks for a transcript of a recording; `callId` is the recording's (`call_id_with_rec`). Must be allowed on the extension. */
    async recogniseSpeech({ callId, lang }: { callId: string; lang?: string | undefined }): Promise<void> {
      await request({ method: 'PUT', path: '/v1/speech_recognition/', params: { call_id: callId, lang } });
    },

    /** What became of it: phrases, or with `words` each word with its seconds. */
    async speechRecognition({ callId, lang, words }: SpeechRecognitionQuery): Promise<Transcript> {
      const params = { call_id: callId, lang, return: words === undefined ? undefined : words ? 'words' : 'phrases' };
      const answer = await request({ method: 'GET', path: '/v1/speech_recognition/', params, safeToRepeat: true });
      return {
        status: text(answer, 'recognitionStatus'),
        lang: optionalText(answer, 'lang'),
        otherLangs: texts(answer, 'otherLangs'),
        words: rows(answer, 'words').flatMap((part) => rows(part, 'result').map((row) => wordOf(row, part))),
        phrases: rows(answer, 'phrases').map((row) => ({
          text: optionalText(row, 'result') ?? '',
          channel: optionalWholeNumber(row, 'channel'),
        })),
      };
    },
  };
}

export type SpeechRecognitionQuery = { callId: string; lang?: string | undefined; words?: boolean | undefined };

function wordOf(row: Answer, part: Answer): RecognisedWord {
  return {
    word: optionalText(row, 'w') ?? '',
    startSeconds: Number(optionalText(row, 's') ?? 0),
    endSeconds: Number(optionalText(row, 'e') ?? 0),
    channel: optionalWholeNumber(part, 'channel'),
  };
}

function rows(answer: Answer, name: string): Answer[] {
  const value = answer[name];
  return Array.isArray(value) ? value.filter(isAnswer) : [];
}
