import { createHash } from 'node:crypto';
import { buildForm } from './php-form.ts';
import { notificationSignature } from './signature.ts';
import type { Clock } from './clock.ts';
import type { Answer, Outside } from './outside.ts';
import type { Random } from './random.ts';

/** How badly the way to the CRM behaves: each a probability from 0 to 1, drawn for every notification from the seed. */
export type Faults = {
  delay: number;
  repeat: number;
  reorder: number;
  lose: number;
  wrongSignature: number;
  delaySeconds: { min: number; max: number };
};

export type FaultName = 'delay' | 'repeat' | 'reorder' | 'lose' | 'wrongSignature';

export const NO_FAULTS: Faults = {
  delay: 0,
  repeat: 0,
  reorder: 0,
  lose: 0,
  wrongSignature: 0,
  delaySeconds: { min: 1, max: 10 },
};

/** One line of the wire: a notification, what was done to it, what the CRM said. */
export type WireEntry = {
  sequence: number;
  /** When the cloud wanted to send it. */
  at: Date;
  /** When it really went out; `null` while under way or when lost. */
  sentAt: Date | null;
  event: string;
  callId: string;
  fields: Readonly<Record<string, string>>;
  url: string;
  signature: string | null;
  faults: FaultName[];
  /** This is the second copy of an earlier line. */
  repeated: boolean;
  answer: Answer | null;
  /** How long the CRM took, in real milliseconds. */
  milliseconds: number | null;
  /** For START and IVR: whether the reply steered the call. */
  reply: 'obeyed' | 'none' | 'ignored' | null;
  /** Why a reply was ignored. */
  complaint: string | null;
};

export type Dispatch = {
  url: string;
  fields: Readonly<Record<string, string>>;
  onAnswer?: (answer: Answer, entry: WireEntry) => void;
};

type Parts = {
  clock: Clock;
  outside: Outside;
  random: Random;
  secret: string;
  signs: () => boolean;
  timeoutMs: () => number;
  changed: () => void;
};

const REPEAT_AFTER_MS = { min: 200, max: 2000 };
const REORDER_HOLD_MS = 3000;

/** The way to the CRM: signs, posts in order for each call, and spoils as much as it is told to. */
export class Network {
  faults: Faults = NO_FAULTS;
  readonly wire: WireEntry[] = [];
  readonly #parts: Parts;
  readonly #sentOfCall = new Map<string, number>();
  readonly #tails = new Map<string, Promise<void>>();
  readonly #held = new Map<string, () => void>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Sends one notification. `onAnswer` hears the answer to its first copy, once, if there ever is one. */
  send({ url, fields, onAnswer }: Dispatch): void {
    const callId = fields['pbx_call_id'] ?? '';
    const place = (this.#sentOfCall.get(callId) ?? 0) + 1;
    this.#sentOfCall.set(callId, place);
    const random = this.#parts.random.fork(`fault/${callId}/${place}`);
    const faults = this.#draw(random);
    const entry = this.#write({ url, fields, callId, faults });
    if (faults.includes('lose')) return;

    const deliver = (): Promise<void> => this.#deliver(entry, onAnswer);
    if (faults.includes('repeat')) {
      this.#parts.clock.schedule(random.between(REPEAT_AFTER_MS.min, REPEAT_AFTER_MS.max), () => {
        const copy = this.#write({ url, fields, callId, faults });
        copy.repeated = true;
        return this.#deliver(copy);
      });
    }
    const { min, max } = this.faults.delaySeconds;
    if (faults.includes('delay')) this.#parts.clock.schedule(random.between(min * 1000, max * 1000), deliver);
    else if (faults.includes('reorder') && !this.#held.has(callId)) this.#hold(callId, deliver);
    else this.#inLine(callId, deliver);
  }

  /** The copy goes out after the next notification of the same call, or after three seconds when there is none. */
  #hold(callId: string, deliver: () => Promise<void>): void {
    const release = (): void => {
      cancel();
      if (this.#held.delete(callId)) this.#inLine(callId, deliver);
    };
    this.#held.set(callId, release);
    const cancel = this.#parts.clock.schedule(REORDER_HOLD_MS, release);
  }

  /** Notifications of one call go one after the other. */
  #inLine(callId: string, deliver: () => Promise<void>): void {
    this.#parts.clock.schedule(0, () => {
      const mine = (this.#tails.get(callId) ?? Promise.resolve()).then(deliver).finally(() => {
        if (this.#tails.get(callId) === mine) this.#tails.delete(callId);
      });
      this.#tails.set(callId, mine);
      return mine;
    });
    this.#held.get(callId)?.();
  }

  async #deliver(entry: WireEntry, onAnswer?: Dispatch['onAnswer']): Promise<void> {
    const { clock, outside, timeoutMs, changed } = this.#parts;
    entry.sentAt = clock.now();
    const { body, contentType, agent } = entry.event.startsWith('NOTIFY_') ? asForm(entry.fields) : asMultipart(entry.fields);
    const headers = {
      'content-type': contentType,
      'user-agent': agent,
      ...(entry.signature === null ? {} : { Signature: entry.signature }),
    };
    const started = performance.now();
    entry.answer = await outside.post({ url: entry.url, headers, body, timeoutMs: timeoutMs() });
    entry.milliseconds = Math.round((performance.now() - started) * 10) / 10;
    onAnswer?.(entry.answer, entry);
    changed();
  }

  #draw(random: Random): FaultName[] {
    const names: FaultName[] = ['lose', 'wrongSignature', 'delay', 'repeat', 'reorder'];
    return names.filter((name) => random.chance(this.faults[name]));
  }

  #write({
    url,
    fields,
    callId,
    faults,
  }: {
    url: string;
    fields: Readonly<Record<string, string>>;
    callId: string;
    faults: FaultName[];
  }): WireEntry {
    const secret = faults.includes('wrongSignature') ? `${this.#parts.secret}-wrong` : this.#parts.secret;
    const entry: WireEntry = {
      sequence: this.wire.length + 1,
      at: this.#parts.clock.now(),
      sentAt: null,
      event: fields['event'] ?? '',
      callId,
      fields,
      url,
      signature: this.#parts.signs() ? notificationSignature(fields, secret) : null,
      faults,
      repeated: false,
      answer: null,
      milliseconds: null,
      reply: null,
      complaint: null,
    };
    this.wire.push(entry);
    this.#parts.changed();
    return entry;
  }
}

type Letter = { body: string; contentType: string; agent: string };
type Fields = Readonly<Record<string, string>>;

const asForm = (fields: Fields): Letter => ({
  body: buildForm(fields),
  contentType: 'application/x-www-form-urlencoded',
  agent: 'Zadarma API v1',
});

/** What is no call travels so; the words of the fields stay as they are. */
function asMultipart(fields: Fields): Letter {
  const boundary = `------------------------${createHash('sha1').update(JSON.stringify(fields)).digest('hex').slice(0, 16)}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    body: `${parts.join('')}--${boundary}--\r\n`,
    contentType: `multipart/form-data; boundary=${boundary}`,
    agent: 'Zadarma API',
  };
}
