import { bareNumber } from '../account.ts';
import type { Cancel } from '../clock.ts';
import { ENDINGS, type Call, type CallKind, type CallView, type Ending, type Exchange, type Leg } from './call.ts';
import { closeLeg, countTalk, isRinging, isTalking, keepRecordings, openLeg, overallEnding } from './legs.ts';
import { recordingFields, wordingOf, type Wording } from './wording.ts';

export type OutboundPlan = {
  id: string;
  kind: CallKind;
  /** The extension on whose behalf the call runs; `null` when none is involved. */
  internal: string | null;
  destination: string;
  /** Undocumented `caller_id` of OUT_START: `0` until it is decided. */
  callerId: string;
  /** Shown at the far end and in OUT_END. */
  shownNumber: string;
  linkedTo?: string | null;
};

/** A call the PBX makes: dialled on a phone, the second leg of a callback, the outside branch of a forwarded extension. */
export class OutboundCall implements Call {
  readonly id: string;
  readonly #exchange: Exchange;
  readonly #plan: OutboundPlan;
  readonly #wording: Wording;
  readonly #startedAt: Date;
  readonly #far: Leg;
  #giveUp: Cancel = () => {};
  #ending: Ending | null = null;
  /** Told once when the call has ended. */
  onEnd: () => void = () => {};

  constructor(exchange: Exchange, plan: OutboundPlan) {
    this.id = plan.id;
    this.#exchange = exchange;
    this.#plan = plan;
    this.#wording = wordingOf(exchange);
    this.#startedAt = exchange.clock.now();
    const side = exchange.account.extensions.has(plan.destination) ? 'company' : 'outside';
    this.#far = openLeg(exchange, { party: plan.destination, side });
  }

  /** OUT_START; the far end begins to ring, and is given up in the end where `ringSeconds` is given. */
  begin(ringSeconds: number | null): void {
    const { callerId } = this.#plan;
    this.#exchange.notify({ event: 'NOTIFY_OUT_START', ...this.#common(), caller_id: callerId, calltype: 'normal' });
    if (ringSeconds !== null) this.#giveUp = this.#exchange.clock.schedule(ringSeconds * 1000, () => this.end(ENDINGS.nobody));
    this.#exchange.changed();
  }

  get isTalking(): boolean {
    return isTalking(this.#far);
  }

  /** The conversation began; `silent` when the CRM has heard of it already. */
  answer(extension?: string, { silent = false } = {}): void {
    if (extension !== undefined && extension !== this.#plan.destination)
      throw new Error(`${extension} is not ringing in this call`);
    if (!isRinging(this.#far)) throw new Error('Nobody is ringing in this call');
    this.#giveUp();
    this.#far.answeredAt = this.#exchange.clock.now();
    if (!silent) this.tellAnswer();
    this.#exchange.changed();
  }

  tellAnswer(): void {
    this.#exchange.notify({ event: 'NOTIFY_ANSWER', ...this.#common(), caller_id: bareNumber(this.#plan.shownNumber) });
  }

  decline(extension?: string, ending: Ending = ENDINGS.busy): void {
    if (extension !== undefined && extension === this.#plan.internal) return this.hangUp();
    if (!isRinging(this.#far)) throw new Error('Nobody is ringing in this call');
    this.end(ending);
  }

  hangUp(): void {
    this.end(this.isTalking ? ENDINGS.normal : ENDINGS.gaveUp);
  }

  transfer(): void {
    throw new Error('Only inbound calls can be transferred here');
  }

  press(): void {
    throw new Error('Keys lead nowhere in an outbound call');
  }

  /** OUT_END, statistics, recording. Does nothing the second time. */
  end(ending: Ending): void {
    if (this.#ending) return;
    this.#giveUp();
    const far = this.#far;
    closeLeg(far, this.#exchange.clock.now(), ending.disposition);
    this.#ending = overallEnding([far], ending);
    const duration = countTalk([far]);
    const { internal, kind, shownNumber } = this.#plan;
    const owner = internal === null ? undefined : this.#exchange.account.extensions.get(internal);
    far.recorded = far.answeredAt !== null && owner?.recording === true && kind !== 'forwarded' && kind !== 'callback-leg';
    const tellEnd = (): void =>
      this.#exchange.notify({
        event: 'NOTIFY_OUT_END',
        ...this.#common(),
        caller_id: kind === 'forwarded' ? this.#plan.callerId : bareNumber(shownNumber),
        duration: String(duration),
        disposition: this.#ending?.disposition ?? ending.disposition,
        status_code: String(this.#ending?.cause ?? ending.cause),
        ...recordingFields([far]),
        calltype: 'normal',
      });
    const keep = (): void => keepRecordings(this.#exchange, this.id, [{ leg: far, extension: internal ?? '0' }]);
    for (const step of this.#exchange.behaviour.recordBeforeEnd ? [keep, tellEnd] : [tellEnd, keep]) step();
    this.#book();
    this.onEnd();
    this.#exchange.changed();
  }

  view(): CallView {
    const { kind, internal, destination, linkedTo = null } = this.#plan;
    const far = this.#far;
    const talking = isTalking(far);
    const near = internal !== null && kind !== 'forwarded' && kind !== 'callback-leg';
    return {
      id: this.id,
      kind,
      state: this.#ending ? 'ended' : talking ? 'talking' : 'ringing',
      from: kind === 'forwarded' ? bareNumber(this.#plan.callerId) : (internal ?? this.#plan.shownNumber),
      to: destination,
      callerName: null,
      startedAt: this.#startedAt,
      answeredAt: far.answeredAt,
      endedAt: far.endedAt,
      ending: this.#ending,
      talkSeconds: far.seconds,
      parties: [
        ...(near
          ? [
              {
                party: internal,
                side: 'company' as const,
                state: this.#ending ? ('left' as const) : talking ? ('talking' as const) : ('calling' as const),
              },
            ]
          : []),
        { party: destination, side: far.side, state: far.endedAt ? 'left' : talking ? 'talking' : 'ringing' },
      ],
      linkedTo,
    };
  }

  #book(): void {
    const { internal, kind, destination, callerId } = this.#plan;
    const caller = kind === 'forwarded' ? bareNumber(callerId) : (internal ?? bareNumber(this.#plan.shownNumber));
    const row = {
      callId: this.#far.callId,
      pbxCallId: this.id,
      extension: internal,
      startedAt: this.#far.startedAt,
      caller,
      destination,
    };
    const { disposition, seconds, recorded } = this.#far;
    this.#exchange.book([{ ...row, disposition: disposition ?? 'failed', seconds, recorded }]);
  }

  #common(): Record<string, string> {
    return {
      call_start: this.#wording.time(this.#startedAt),
      pbx_call_id: this.id,
      destination: bareNumber(this.#plan.destination),
      ...this.#wording.internal(this.#plan.internal),
    };
  }
}
