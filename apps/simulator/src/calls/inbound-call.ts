import { membersOf, type Extension, type Scenario } from '../account.ts';
import type { Cancel } from '../clock.ts';
import type { Instruction } from '../reply.ts';
import { ENDINGS, type Call, type CallView, type Ending, type Exchange, type Leg } from './call.ts';
import { ForwardedBranch } from './forwarded-branch.ts';
import { InboundEvents } from './inbound-events.ts';
import { closeLeg, countTalk, isRinging, isTalking, keepRecordings, openLeg, overallEnding, rowsOf } from './legs.ts';
import { listenForDigits, type Listening } from './listening.ts';
import { OutboundCall } from './outbound-call.ts';
import { viewOfInbound } from './view-of-inbound.ts';

/** A call that came from outside: through the CRM's decision or the menu to the phones of the company. */
export class InboundCall implements Call {
  readonly id: string;
  readonly from: string;
  readonly did: string;
  readonly #exchange: Exchange;
  readonly #events: InboundEvents;
  readonly #startedAt: Date;
  readonly #legs: Leg[] = [];
  readonly #branches = new Map<Leg, OutboundCall>();
  /** Whatever is to happen to a call that nobody has answered yet. */
  #pending: Cancel[] = [];
  #listening: Listening | null = null;
  #menu = 0;
  #inMenu = true;
  #callerName: string | null = null;
  #forwardInstead: string | null = null;
  #ending: Ending | null = null;
  #endedAt: Date | null = null;
  /** Whether the phones that ring now may send the call back to the menu, as the CRM asked. */
  #returns = false;

  constructor(exchange: Exchange, { id, from, did }: { id: string; from: string; did: string }) {
    this.id = id;
    this.from = from;
    this.did = did;
    this.#exchange = exchange;
    this.#startedAt = exchange.clock.now();
    this.#events = new InboundEvents(exchange, { id, from, did, startedAt: this.#startedAt });
  }

  /** START, and what the CRM answers to it. */
  begin(): void {
    this.#exchange.ask(this.#events.start(), (instruction) => this.#obey(instruction));
    this.#exchange.changed();
  }

  /** A colleague's call in the inbound style: nobody is asked, the extension rings. */
  ringDirectly(extension: Extension): void {
    this.#exchange.notify(this.#events.start());
    this.#inMenu = false;
    this.#after(this.#exchange.behaviour.ringDelaySeconds, () => {
      if (!this.#ring(extension)) this.end(ENDINGS.noDevice);
    });
    this.#after(this.#exchange.behaviour.ringSeconds, () => this.end(ENDINGS.nobody));
  }

  answer(extension?: string): void {
    const leg = this.#legs.find(
      (candidate) => isRinging(candidate) && (extension === undefined || candidate.party === extension),
    );
    if (!leg)
      throw new Error(extension === undefined ? 'No phone rings in this call' : `${extension} is not ringing in this call`);
    const now = this.#exchange.clock.now();
    this.#dropPending();
    for (const other of this.#legs.filter(isTalking)) this.#close(other, ENDINGS.normal); // a transfer completes
    leg.answeredAt = now;
    this.#branches.get(leg)?.answer();
    for (const other of this.#legs.filter(isRinging)) this.#close(other, { ...ENDINGS.nobody, cause: 26 });
    this.#exchange.notify(this.#events.answer(leg));
    this.#exchange.changed();
  }

  decline(extension?: string, ending: Ending = ENDINGS.busy): void {
    const leg = this.#legs.find(
      (candidate) => isRinging(candidate) && (extension === undefined || candidate.party === extension),
    );
    if (!leg)
      throw new Error(extension === undefined ? 'No phone rings in this call' : `${extension} is not ringing in this call`);
    this.#close(leg, ending);
    if (!this.#legs.some((other) => isRinging(other) || isTalking(other))) this.#onAllDeclined(ending);
    this.#exchange.changed();
  }

  hangUp(): void {
    this.end(this.#legs.some(isTalking) ? ENDINGS.normal : ENDINGS.gaveUp);
  }

  /** The talking extension hands over: the other rings, the caller stays with the first until the other answers. */
  transfer(to: string): void {
    const talking = this.#legs.find(isTalking);
    if (!talking) throw new Error('Nobody is talking in this call');
    if (talking.party === to) throw new Error(`${to} is talking in this call already`);
    const target = this.#exchange.account.extensions.get(to);
    if (!target) throw new Error(`There is no extension ${to}`);
    const leg = this.#ring(target, talking.party);
    if (!leg) throw new Error(`${to} is offline`);
    this.#after(this.#exchange.behaviour.ringSeconds, () => this.#close(leg, ENDINGS.nobody));
  }

  press(digits: string): void {
    if (this.#listening) return this.#listening.press(digits);
    if (!this.#inMenu || this.#ending) throw new Error('This call is not in a menu');
    const menu = this.#exchange.account.menus.find(({ id }) => id === this.#menu);
    const scenario = menu?.scenarios.find(({ id }) => id === menu.keys[digits]);
    if (scenario) this.#play(scenario, 0);
  }

  /** END, statistics, recordings. Does nothing the second time. */
  end(ending: Ending, { silent = false } = {}): void {
    if (this.#ending) return;
    this.#dropPending();
    for (const leg of this.#legs) this.#close(leg, ending);
    this.#ending = overallEnding(this.#legs, ending);
    this.#endedAt = this.#exchange.clock.now();
    const duration = countTalk(this.#legs);
    for (const leg of this.#legs)
      leg.recorded = leg.answeredAt !== null && this.#exchange.account.extensions.get(leg.party)?.recording === true;
    const final = this.#ending;
    const tellEnd = (): void =>
      silent ? undefined : this.#exchange.notify(this.#events.end({ legs: this.#legs, ending: final, duration }));
    const keep = (): void =>
      keepRecordings(
        this.#exchange,
        this.id,
        this.#legs.map((leg) => ({ leg, extension: leg.party })),
      );
    for (const step of this.#exchange.behaviour.recordBeforeEnd ? [keep, tellEnd] : [tellEnd, keep]) step();
    const call = { pbxCallId: this.id, caller: this.#events.caller, destination: this.did };
    const empty = {
      ...call,
      callId: this.#exchange.newLegId(),
      extension: null,
      startedAt: this.#startedAt,
      disposition: final.disposition,
    };
    this.#exchange.book(rowsOf(this.#legs, call, { ...empty, seconds: 0, recorded: false }));
    this.#exchange.changed();
  }

  view(): CallView {
    return viewOfInbound({
      call: { id: this.id, from: this.from, to: this.did, startedAt: this.#startedAt, callerName: this.#callerName },
      end: this.#ending && this.#endedAt ? { ending: this.#ending, at: this.#endedAt } : null,
      legs: this.#legs,
      linkedTo: [...this.#branches.values()].at(-1)?.id ?? null,
    });
  }

  #obey(instruction: Instruction): void {
    if (this.#ending || this.#legs.some(isTalking)) return;
    if (instruction.callerName !== undefined) this.#callerName = instruction.callerName;
    this.#exchange.changed();
    switch (instruction.kind) {
      case 'continue':
        return this.#enterMenu(0);
      case 'menu':
        return this.#enterMenu(instruction.menu);
      case 'scenario':
        return this.#play(this.#scenario(instruction.menu, instruction.scenario), instruction.returnAfterSeconds);
      case 'ring':
        this.#forwardInstead = instruction.forwardTo;
        return this.#ringOne(instruction.extension, instruction.returnAfterSeconds);
      case 'play':
        return this.#playback(instruction);
      case 'hang-up':
        return this.end(ENDINGS.gaveUp, { silent: !this.#exchange.behaviour.endAfterRefusal });
      case 'refuse':
        return this.end(ENDINGS.busy, { silent: !this.#exchange.behaviour.endAfterRefusal });
      default:
        return instruction satisfies never;
    }
  }

  #enterMenu(id: number): void {
    this.#dropPending();
    this.#menu = id;
    this.#inMenu = true;
    this.#returns = false;
    const menu = this.#exchange.account.menus.find((candidate) => candidate.id === id);
    if (menu) this.#after(menu.greetingSeconds, () => this.#play(this.#scenario(id, menu.defaultScenario), 0));
  }

  /** Rings what the scenario says, when it says; afterwards gives up, or goes back to the menu where a time-out was asked for. */
  #play(scenario: Scenario | undefined, returnAfterSeconds: number): void {
    this.#dropPending();
    if (!scenario) return this.end(ENDINGS.nobody);
    this.#inMenu = false;
    const { account, behaviour } = this.#exchange;
    for (const { to, afterSeconds } of scenario.rings) {
      const extensions = membersOf(account, to).flatMap((number) => account.extensions.get(number) ?? []);
      this.#after(behaviour.ringDelaySeconds + afterSeconds, () => extensions.forEach((extension) => this.#ring(extension)));
    }
    const goesBack = returnAfterSeconds > 0;
    this.#returns = goesBack;
    const seconds = goesBack ? returnAfterSeconds : scenario.ringSeconds;
    this.#after(behaviour.ringDelaySeconds + seconds, () => (goesBack ? this.#return() : this.end(ENDINGS.nobody)));
  }

  /** One extension, because the CRM says so. A time-out of 0 lets it ring until somebody gives up. */
  #ringOne(number: string, returnAfterSeconds: number): void {
    this.#dropPending();
    this.#inMenu = false;
    const extension = this.#exchange.account.extensions.get(number);
    this.#after(this.#exchange.behaviour.ringDelaySeconds, () => {
      if (extension && this.#ring(extension)) {
        if (returnAfterSeconds > 0) this.#after(returnAfterSeconds, () => this.#return());
      } else if (returnAfterSeconds > 0) this.#return();
      else this.end(ENDINGS.noDevice);
    });
    this.#returns = returnAfterSeconds > 0;
  }

  #return(): void {
    for (const leg of this.#legs.filter(isRinging)) this.#close(leg, ENDINGS.nobody);
    this.#forwardInstead = null;
    this.#enterMenu(0);
    this.#exchange.changed();
  }

  #onAllDeclined(ending: Ending): void {
    if (this.#returns) this.#return();
    else if (this.#pending.length <= 1) this.end(ending); // nothing but the giving up is still to come
  }

  /** INTERNAL, and the leg that rings; `undefined` when the extension has neither a device nor a phone outside, or rings already. */
  #ring(extension: Extension, transferFrom: string | null = null): Leg | undefined {
    if (!extension.online && extension.forwardTo === null) return undefined;
    if (this.#legs.some((leg) => leg.party === extension.number && leg.endedAt === null)) return undefined;
    const leg = openLeg(this.#exchange, { party: extension.number, side: 'company', transferFrom });
    this.#legs.push(leg);
    this.#exchange.notify(this.#events.internal(leg));
    if (extension.forwardTo !== null) this.#branchOut(leg, this.#forwardInstead ?? extension.forwardTo);
    this.#exchange.changed();
    return leg;
  }

  /** The outside phone of a forwarded extension: one conversation, two ids. */
  #branchOut(leg: Leg, destination: string): void {
    const callerId = this.#events.caller;
    const plan = { id: this.#exchange.newCallId('out'), kind: 'forwarded' as const, internal: leg.party, destination };
    const branch = new OutboundCall(this.#exchange, { ...plan, callerId, shownNumber: callerId, linkedTo: this.id });
    this.#branches.set(leg, branch);
    this.#exchange.adopt(new ForwardedBranch({ conversation: this, extension: leg.party, branch }));
    branch.begin(null);
  }

  #close(leg: Leg, ending: Ending): void {
    if (leg.endedAt) return;
    closeLeg(leg, this.#exchange.clock.now(), ending.disposition);
    this.#branches.get(leg)?.end(leg.answeredAt ? ENDINGS.normal : ending);
    this.#exchange.changed();
  }

  /** Plays; then the caller's reaction is reported by IVR, and its answer decides again. */
  #playback(instruction: Instruction & { kind: 'play' }): void {
    this.#dropPending();
    this.#inMenu = true;
    const { what, wait } = instruction;
    const report = (fields: Record<string, string>, fallback: Instruction | null): void => {
      this.#listening = null;
      if (fallback) this.#obey(fallback);
      if (this.#ending) return this.#exchange.notify(this.#events.ivr(fields));
      this.#exchange.ask(this.#events.ivr(fields), (next) => {
        if (next.kind !== 'continue' || !fallback) this.#obey(next);
      });
    };
    const completed: Record<string, string> = what === 'ivr_saydigits' || what === 'ivr_saynumber' ? { [what]: 'COMPLETE' } : {};
    if (!wait) return this.#after(this.#exchange.behaviour.playbackSeconds, () => report(completed, null));
    this.#listening = listenForDigits(wait, {
      after: (seconds, task) => this.#after(seconds, task),
      playbackSeconds: this.#exchange.behaviour.playbackSeconds,
      heard: (fields, fallback) => report({ ...completed, ...fields }, fallback),
    });
  }

  #scenario(menu: number, id: number): Scenario | undefined {
    return this.#exchange.account.menus
      .find((candidate) => candidate.id === menu)
      ?.scenarios.find((scenario) => scenario.id === id);
  }

  #after(seconds: number, task: () => void): void {
    const cancel = this.#exchange.clock.schedule(seconds * 1000, () => {
      this.#pending = this.#pending.filter((other) => other !== cancel);
      if (!this.#ending) task();
    });
    this.#pending.push(cancel);
  }

  #dropPending(): void {
    for (const cancel of this.#pending) cancel();
    this.#pending = [];
    this.#listening = null;
  }
}
