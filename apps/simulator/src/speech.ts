import type { Account } from './account.ts';
import type { Behaviour } from './behaviour.ts';
import { inventedTurns, spoken, type SpokenWord, type Turn } from './conversations.ts';
import type { Clock } from './clock.ts';
import type { CrmLine } from './crm-line.ts';
import type { Recording } from './recordings.ts';

type Place = { account: Account; behaviour: Behaviour; clock: Clock };

export type SpeechStatus = 'in progress' | 'error' | 'recognized' | 'ready for recognize' | 'not available for recognize';
type Heard = { status: SpeechStatus; lang: string; words: SpokenWord[] };

/** What was asked to be turned into text, and what is said in a recording. */
export class Speech {
  readonly #place: Place;
  readonly #line: CrmLine;
  readonly #asked = new Map<string, { at: Date; lang: string }>();
  readonly #said = new Map<string, Turn[]>();
  /** How often recognition was begun, which is what costs money. */
  begun = 0;

  constructor(place: Place, line: CrmLine) {
    this.#place = place;
    this.#line = line;
  }

  /** Decides what is said in a recording; without it, something is invented. */
  say(callId: string, turns: Turn[]): void {
    this.#said.set(callId, turns);
  }

  /** Begins to recognise a recording. Returns false where its extension allows none. Asked again, it begins anew only what has failed. */
  begin(recording: Recording, lang: string | undefined): boolean {
    const { clock, behaviour, account } = this.#place;
    const { status } = this.of(recording);
    if (status === 'not available for recognize') return false;
    if (status !== 'ready for recognize' && status !== 'error') return true;
    this.begun += 1;
    this.#asked.set(recording.callId, { at: clock.now(), lang: lang ?? account.speechLanguage });
    clock.schedule(behaviour.speechSeconds * 1000, () => this.#tell(recording));
    return true;
  }

  /** How it stands with a recording at this moment. */
  of(recording: Recording): Heard {
    const { account, behaviour, clock } = this.#place;
    const setting = account.extensions.get(recording.extension)?.speech ?? 'off';
    const asked = this.#asked.get(recording.callId);
    const since = asked?.at ?? (setting === 'all' ? recording.availableAt : undefined); // `all`: the cloud begins by itself
    const lang = asked?.lang ?? account.speechLanguage;
    if (since === undefined) {
      return { status: setting === 'off' ? 'not available for recognize' : 'ready for recognize', lang, words: [] };
    }
    if (behaviour.speech === 'stuck' || +clock.now() - +since < behaviour.speechSeconds * 1000)
      return { status: 'in progress', lang, words: [] };
    if (behaviour.speech === 'error') return { status: 'error', lang, words: [] };
    return { status: 'recognized', lang, words: behaviour.speech === 'deaf' ? [] : this.#wordsIn(recording, lang) };
  }

  #wordsIn(recording: Recording, lang: string): SpokenWord[] {
    return spoken(recording, this.#said.get(recording.callId) ?? inventedTurns(recording, lang));
  }

  #tell(recording: Recording): void {
    const { status, lang, words } = this.of(recording);
    if (status !== 'recognized') return;
    const result = JSON.stringify({ words: wordsByChannel(words), phrases: phrasesOf(words) });
    const { callId, pbxCallId } = recording;
    this.#line.tellAccount('speech_recognition', {
      event: 'SPEECH_RECOGNITION',
      lang,
      call_id: callId,
      pbx_call_id: pbxCallId,
      result,
    });
  }
}

/** As the API tells words: one list a channel. */
export function wordsByChannel(words: readonly SpokenWord[]): object[] {
  return channelsOf(words).map((channel) => ({
    result: words.filter((word) => word.channel === channel).map(({ s, e, w }) => ({ s, e, w })),
    channel,
  }));
}

/** As the API tells phrases: the text of a channel. */
export function phrasesOf(words: readonly SpokenWord[]): object[] {
  return channelsOf(words).map((channel) => ({
    result: words.flatMap((word) => (word.channel === channel ? [word.w] : [])).join(' '),
    channel,
  }));
}

const channelsOf = (words: readonly SpokenWord[]): number[] => [...new Set(words.map(({ channel }) => channel))].toSorted();
