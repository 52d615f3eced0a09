import { refusal, success, type Method } from './method.ts';

const LANGUAGE = 'en-EN';
const SPOKEN = [
  { channel: 1, words: ['good', 'morning', 'how', 'can', 'we', 'help'] },
  { channel: 2, words: ['I', 'would', 'like', 'to', 'know', 'about', 'my', 'order'] },
];
const WORD_SECONDS = 0.4;
const WORKING_SECONDS = 3;

type Asked = { at: number; lang: string };

/** Transcripts: `in progress` for three seconds, then the same polite words for every recording there is. */
export function speechMethods(): Method[] {
  const asked = new Map<string, Asked>();
  return [
    {
      verb: 'PUT',
      path: '/v1/speech_recognition',
      answer({ cloud, text }) {
        const callId = text('call_id') ?? '';
        if (cloud.recordings.byId(callId, cloud.clock.now()) === undefined) return refusal(400, 'Wrong parameters!');
        if (!asked.has(callId)) asked.set(callId, { at: +cloud.clock.now(), lang: text('lang') ?? LANGUAGE });
        return success();
      },
    },
    {
      verb: 'GET',
      path: '/v1/speech_recognition',
      answer({ cloud, text }) {
        const callId = text('call_id') ?? '';
        if (cloud.recordings.byId(callId, cloud.clock.now()) === undefined) return refusal(400, 'Wrong parameters!');
        const job = asked.get(callId);
        if (job === undefined) return success({ lang: text('lang') ?? LANGUAGE, recognitionStatus: 'ready for recognize' });
        const state = { lang: job.lang, otherLangs: [] };
        if (+cloud.clock.now() - job.at < WORKING_SECONDS * 1000) return success({ ...state, recognitionStatus: 'in progress' });
        return success({
          ...state,
          recognitionStatus: 'recognized',
          ...(text('return') === 'words' ? { words: words() } : { phrases: phrases() }),
        });
      },
    },
  ];
}

const phrases = (): object[] => SPOKEN.map(({ channel, words: said }) => ({ result: said.join(' '), channel }));

function words(): object[] {
  let second = 0;
  return SPOKEN.map(({ channel, words: said }) => ({
    channel,
    result: said.map((w) => {
      second += WORD_SECONDS;
      return { s: Math.round((second - WORD_SECONDS) * 100) / 100, e: Math.round(second * 100) / 100, w };
    }),
  }));
}
