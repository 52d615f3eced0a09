import type { Recording } from '../recordings.ts';
import { phrasesOf, wordsByChannel } from '../speech.ts';
import { refusal, success, type Method, type MethodRequest } from './method.ts';

const WRONG = refusal(400, 'Wrong parameters!');

/** Transcripts: a recording is turned into text where its extension allows it, when it is asked for or by itself. */
export function speechMethods(): Method[] {
  return [
    {
      verb: 'PUT',
      path: '/v1/speech_recognition',
      answer(request) {
        const recording = wanted(request);
        return recording && request.cloud.speech.begin(recording, request.text('lang')) ? success() : WRONG;
      },
    },
    {
      verb: 'GET',
      path: '/v1/speech_recognition',
      answer(request) {
        const recording = wanted(request);
        if (!recording) return WRONG;
        const { status, lang, words } = request.cloud.speech.of(recording);
        const told = { lang, recognitionStatus: status, otherLangs: [] };
        if (status !== 'recognized') return success(told);
        return success({
          ...told,
          ...(request.text('return') === 'words' ? { words: wordsByChannel(words) } : { phrases: phrasesOf(words) }),
        });
      },
    },
  ];
}

const wanted = ({ cloud, text }: MethodRequest): Recording | undefined =>
  cloud.recordings.byId(text('call_id') ?? '', cloud.clock.now());
