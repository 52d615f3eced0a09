import { ENDINGS, type Call, type CallView, type Ending, type Exchange } from './call.ts';
import type { Cancel } from '../clock.ts';
import { OutboundCall } from './outbound-call.ts';

export type CallbackPlan = {
  id: string;
  /** Who rings first: one extension, those of a scenario, or a phone outside. */
  from: { party: string; side: 'company' | 'outside' }[];
  to: string;
  /** The extension on whose behalf it runs; `null` when only outside phones are involved. */
  internal: string | null;
  shownNumber: string;
  /** `to` is called first, and only an answered call is connected to `from`. */
  predicted: boolean;
};

type Stage = 'first-leg' | 'second-leg' | 'ended';

/** Click-to-call: one side rings, and when it picks up, the other. The CRM hears of leg 2 only, unless a switch says otherwise. */
export class CallbackCall implements Call {
  readonly id: string;
  readonly #exchange: Exchange;
  readonly #plan: CallbackPlan;
  readonly #startedAt: Date;
  /** The customer's leg; exists from the beginning where the customer is called first. */
  #customer: OutboundCall | null = null;
  /** The manager's legs as records of their own, where the switch wants two records. */
  #ownRecords: OutboundCall[] = [];
  #stage: Stage = 'first-leg';
  #ringing: string[] = [];
  #picked: string | null = null;
  #giveUp: Cancel = () => {};
  #ending: Ending | null = null;
  #endedAt: Date | null = null;

  constructor(exchange: Exchange, plan: CallbackPlan) {
    this.id = plan.id;
    this.#exchange = exchange;
    this.#plan = plan;
    this.#startedAt = exchange.clock.now();
  }

  begin(): void {
    if (this.#plan.predicted) this.#callCustomer();
    else this.#ringManager();
  }

  answer(extension?: string): void {
    const customerRings = this.#customer !== null && !this.#customer.isTalking;
    const isForCustomer =
      extension === this.#plan.to || (extension === undefined && !this.#ringing.some((party) => !this.#isExtension(party)));
    if (customerRings && isForCustomer) return this.#customerAnswers();
    const party = extension ?? this.#ringing[0];
    if (party === undefined || !this.#ringing.includes(party))
      throw new Error(`${party ?? 'Nobody'} is not ringing in this call`);
    this.#managerAnswers(party);
  }

  decline(extension?: string, ending: Ending = ENDINGS.busy): void {
    const isForCustomer = extension === undefined || extension === this.#plan.to;
    if (isForCustomer && this.#customer && !this.#customer.isTalking) return this.#customer.decline(undefined, ending);
    if (extension !== undefined && extension === this.#picked) return this.hangUp();
    const party = extension ?? this.#ringing[0];
    if (party === undefined || !this.#ringing.includes(party))
      throw new Error(`${party ?? 'Nobody'} is not ringing in this call`);
    this.#ringing = this.#ringing.filter((other) => other !== party);
    if (this.#ringing.length === 0) this.#end(ending);
    this.#exchange.changed();
  }

  hangUp(): void {
    this.#end(this.#customer?.isTalking ? ENDINGS.normal : ENDINGS.gaveUp);
  }

  transfer(): void {
    throw new Error('Only inbound calls can be transferred here');
  }

  press(): void {
    throw new Error('Keys lead nowhere in an outbound call');
  }

  view(): CallView {
    const inner = this.#customer?.view();
    const far = inner?.parties.filter(({ party }) => party === this.#plan.to) ?? [];
    const near = this.#picked === null ? this.#ringing : [this.#picked];
    const nearState =
      this.#stage === 'ended' ? 'left' : this.#picked === null ? 'ringing' : this.#customer?.isTalking ? 'talking' : 'calling';
    return {
      id: this.id,
      kind: 'callback',
      state: this.#stage === 'ended' ? 'ended' : (inner?.state ?? 'ringing'),
      from: this.#plan.from.map(({ party }) => party).join(', '),
      to: this.#plan.to,
      callerName: null,
      startedAt: this.#startedAt,
      answeredAt: inner?.answeredAt ?? null,
      endedAt: this.#endedAt,
      ending: this.#ending,
      talkSeconds: inner?.talkSeconds ?? 0,
      parties: [
        ...near.map(
          (party) =>
            ({ party, side: this.#isExtension(party) ? ('company' as const) : ('outside' as const), state: nearState }) as const,
        ),
        ...far,
      ],
      linkedTo: null,
    };
  }

  #ringManager(): void {
    const { account, behaviour, clock } = this.#exchange;
    const reachable = this.#plan.from.filter(({ party, side }) => side === 'outside' || account.extensions.get(party)?.online);
    if (reachable.length === 0) return this.#failWithoutDevice();
    this.#ringing = reachable.map(({ party }) => party);
    if (behaviour.callbackRecords === 2) this.#ownRecords = this.#ringing.map((party) => this.#openOwnRecord(party));
    this.#giveUp = clock.schedule(behaviour.ringSeconds * 1000, () => this.#end(ENDINGS.nobody));
    this.#exchange.changed();
  }

  /** No device is registered: the call is reported and fails at once. */
  #failWithoutDevice(): void {
    if (this.#customer === null) {
      this.#customer = this.#openCustomer();
      this.#customer.begin(null);
    }
    this.#end(ENDINGS.noDevice);
  }

  #managerAnswers(party: string): void {
    this.#giveUp();
    this.#picked = party;
    this.#ringing = [];
    for (const record of this.#ownRecords) {
      if (record.view().to === party) record.answer();
      else record.end(ENDINGS.nobody);
    }
    if (this.#customer === null) this.#callCustomer();
    if (this.#exchange.behaviour.callbackAnswersOnFirstLeg && !this.#plan.predicted) this.#customer?.tellAnswer();
    this.#exchange.changed();
  }

  #callCustomer(): void {
    this.#stage = 'second-leg';
    this.#customer = this.#openCustomer();
    this.#customer.onEnd = () => this.#end(ENDINGS.normal);
    this.#customer.begin(this.#exchange.behaviour.ringSeconds);
  }

  #customerAnswers(): void {
    this.#customer?.answer();
    if (this.#picked === null) this.#ringManager();
  }

  #openCustomer(): OutboundCall {
    const { id, internal, to, shownNumber } = this.#plan;
    return new OutboundCall(this.#exchange, { id, kind: 'callback', internal, destination: to, callerId: '0', shownNumber });
  }

  #openOwnRecord(party: string): OutboundCall {
    const { internal, shownNumber } = this.#plan;
    const id = this.#exchange.newCallId('out');
    const record = new OutboundCall(this.#exchange, {
      id,
      kind: 'callback-leg',
      internal,
      destination: party,
      callerId: '0',
      shownNumber,
      linkedTo: this.id,
    });
    record.begin(null);
    return record;
  }

  #end(ending: Ending): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'ended';
    this.#giveUp();
    this.#ringing = [];
    this.#customer?.end(ending);
    for (const record of this.#ownRecords) record.end(ending);
    this.#ending = this.#customer?.view().ending ?? ending;
    this.#endedAt = this.#exchange.clock.now();
    this.#exchange.changed();
  }

  #isExtension(party: string): boolean {
    return this.#exchange.account.extensions.has(party);
  }
}
