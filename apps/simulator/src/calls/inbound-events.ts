import type { Ending, Exchange, Leg } from './call.ts';
import { recordingFields, wordingOf, type Wording } from './wording.ts';

/** The words in which the cloud tells of one inbound call. */
export class InboundEvents {
  /** `caller_id` as this account writes it. */
  readonly caller: string;
  readonly #wording: Wording;
  readonly #common: Record<string, string>;
  readonly #did: string;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange, { id, from, did, startedAt }: { id: string; from: string; did: string; startedAt: Date }) {
    this.#exchange = exchange;
    this.#wording = wordingOf(exchange);
    this.caller = this.#wording.caller(from);
    this.#did = this.#wording.did(did);
    this.#common = { caller_id: this.caller, call_start: this.#wording.time(startedAt), pbx_call_id: id };
  }

  start(): Record<string, string> {
    return { event: 'NOTIFY_START', ...this.#common, called_did: this.#did };
  }

  ivr(reaction: Record<string, string>): Record<string, string> {
    return { event: 'NOTIFY_IVR', ...this.#common, called_did: this.#did, ...reaction };
  }

  internal(leg: Leg): Record<string, string> {
    return {
      event: 'NOTIFY_INTERNAL',
      ...this.#common,
      called_did: this.#did,
      ...this.#wording.internal(leg.party),
      ...this.#transfer(leg),
    };
  }

  answer(leg: Leg): Record<string, string> {
    const destination = this.#exchange.behaviour.answerDestination === 'extension' ? leg.party : this.#did;
    return { event: 'NOTIFY_ANSWER', ...this.#common, destination, ...this.#wording.internal(leg.party), ...this.#transfer(leg) };
  }

  end({ legs, ending, duration }: { legs: readonly Leg[]; ending: Ending; duration: number }): Record<string, string> {
    const talked = legs.filter((leg) => leg.answeredAt).toSorted((a, b) => Number(a.answeredAt) - Number(b.answeredAt));
    return {
      event: 'NOTIFY_END',
      ...this.#common,
      called_did: this.#did,
      ...this.#wording.internal(talked[0]?.party ?? null),
      ...this.#wording.internal(talked.at(-1)?.party ?? null, 'last_internal'),
      duration: String(duration),
      disposition: ending.disposition,
      status_code: String(ending.cause),
      ...recordingFields(legs),
    };
  }

  #transfer(leg: Leg): Record<string, string> {
    if (leg.transferFrom === null) return {};
    return { ...this.#wording.internal(leg.transferFrom, 'transfer_from'), transfer_type: this.#exchange.behaviour.transferType };
  }
}
