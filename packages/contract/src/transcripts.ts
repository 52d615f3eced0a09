import { type Static, Type } from 'typebox';
import { Nullable, OneOf, Time } from './basics.ts';

/*
 * GET  /calls/{id}/recordings/{n}/transcript   what was said → Transcript (404 while there is none)
 * POST /calls/{id}/recordings/{n}/transcript   202 Recording: it is asked for, or asked for again (409 of one that is there or is being made)
 * PUT  /telephony/extensions/{ext}/transcripts ExtensionTranscripts → Extension
 * GET  /calls?said=…                           the calls in which it was said, each with `said`: SaidPhrase[]
 */
export const TranscriptState = OneOf('preparing', 'ready', 'unavailable');
export type TranscriptState = Static<typeof TranscriptState>;

/** Why there is no transcript: while it is being made the reason of the last attempt, afterwards the final one. */
export const TranscriptReason = OneOf(
  'not-offered',
  'not-named',
  'refused',
  'not-begun',
  'recognition-failed',
  'too-slow',
  'provider-unavailable',
  'not-connected',
);
export type TranscriptReason = Static<typeof TranscriptReason>;

/** As much of a transcript as its recording shows. */
export const TranscriptRef = Type.Object({ state: TranscriptState, reason: Nullable(TranscriptReason) });

const channel = Nullable(
  Type.Integer({ description: 'Of the recording: one speaker each. Which of them is the client, the provider does not tell' }),
);
const seconds = Nullable(
  Type.Number({ description: 'From the beginning of the recording; null when the provider told no seconds' }),
);

export const TranscriptPhrase = Type.Object({
  channel,
  startSeconds: seconds,
  endSeconds: seconds,
  text: Type.String(),
});
export type TranscriptPhrase = Static<typeof TranscriptPhrase>;

/** What was said in a recording, as the provider has recognised it: whoever may listen may read. */
export const Transcript = Type.Object(
  {
    n: Type.Integer({ description: 'Of the recording' }),
    lang: Nullable(Type.String({ examples: ['ru-RU'] })),
    readyAt: Time,
    phrases: Type.Array(TranscriptPhrase, { description: 'In the order in which they were said' }),
  },
  { title: 'Transcript' },
);
export type Transcript = Static<typeof Transcript>;

/** A phrase in which words that were searched for were said. */
export const SaidPhrase = Type.Object({
  n: Type.Integer({ description: 'Of the recording' }),
  seconds,
  channel,
  text: Type.String(),
  marks: Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() }), {
    description: 'Where in the text the words stand, in UTF-16 units; `to` is behind the last',
  }),
});
export type SaidPhrase = Static<typeof SaidPhrase>;

/** `always`: each recording of the extension is turned into text. `on-request`: those that somebody asks for. */
export const TranscriptMode = OneOf('off', 'on-request', 'always');
export type TranscriptMode = Static<typeof TranscriptMode>;
export const ExtensionTranscripts = Type.Object({ mode: TranscriptMode });
