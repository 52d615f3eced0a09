import { bareNumber, extensionsBehind, openAccount, type Account, type AccountConfig, type Extension } from './account.ts';
import { DEFAULT_BEHAVIOUR, type Behaviour } from './behaviour.ts';
import { ENDINGS, type Call, type CallView, type Exchange, type StatisticsRow } from './calls/call.ts';
import { CallbackCall } from './calls/callback-call.ts';
import { InboundCall } from './calls/inbound-call.ts';
import { OutboundCall } from './calls/outbound-call.ts';
import type { Clock } from './clock.ts';
import { type Complaint, CrmLine } from './crm-line.ts';
import { Network, type Faults, type WireEntry } from './network.ts';
import type { Outside } from './outside.ts';
import { seededRandom, type Random } from './random.ts';
import { Recordings } from './recordings.ts';
import { NotificationSettings } from './notification-settings.ts';
import { Speech } from './speech.ts';
import { Statistics } from './statistics.ts';
import { Texts } from './texts.ts';

export type CloudOptions = {
  clock: Clock;
  outside: Outside;
  seed?: string | number;
  /** API key and secret, 20 lowercase hexadecimal characters each; from the seed when left out. */
  key?: string;
  secret?: string;
  account?: Partial<AccountConfig>;
  behaviour?: Partial<Behaviour>;
  faults?: Partial<Faults>;
};

type Callback = { from: string; to: string; sip?: string | null; predicted?: boolean };

/** One account of the pretend cloud: its numbers and extensions, the calls in flight, and whatever it has told the CRM. */
export class Cloud {
  readonly key: string;
  readonly secret: string;
  readonly account: Account;
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly outside: Outside;
  readonly random: Random;
  readonly recordings = new Recordings();
  readonly texts = new Texts();
  readonly speech: Speech;
  readonly settings = new NotificationSettings();
  /** What `statistics/pbx` is answered from. */
  readonly book = new Statistics();
  readonly #network: Network;
  readonly #line: CrmLine;
  readonly #calls = new Map<string, Call>();
  readonly #inFlight = new Set<Call>();
  readonly #complaints: Complaint[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #exchange: Exchange;
  #callSequence = 0;
  #legSequence: number;

  constructor({ clock, outside, seed = 'carillon', key, secret, account, behaviour, faults }: CloudOptions) {
    this.random = seededRandom(seed);
    this.key = key ?? this.random.fork('key').hex(20);
    this.secret = secret ?? this.random.fork('secret').hex(20);
    this.account = openAccount(account);
    this.behaviour = { ...DEFAULT_BEHAVIOUR, ...behaviour };
    this.clock = clock;
    this.outside = outside;
    this.#legSequence = this.random.fork('legs').between(100_000, 900_000);
    this.#network = new Network({
      clock,
      outside,
      random: this.random,
      secret: this.secret,
      signs: () => this.behaviour.signature === 'present',
      timeoutMs: () => this.behaviour.replyDeadlineSeconds * 2000,
      changed: () => this.#changed(),
    });
    const { settings } = this;
    const complain = (text: string): void => this.complain(text);
    this.#line = new CrmLine({
      clock,
      network: this.#network,
      settings,
      behaviour: this.behaviour,
      account: this.account,
      complain,
    });
    this.speech = new Speech(this, this.#line);
    this.setFaults(faults ?? {});
    this.#exchange = this.#makeExchange();
  }

  /** Somebody outside dials one of the account's numbers. Returns the `pbx_call_id`. */
  dialIn({ from, did }: { from: string; did: string }): string {
    const plan = { id: this.#newCallId('in'), from: bareNumber(from), did: this.#ownNumber(did) };
    const call = new InboundCall(this.#exchange, plan);
    this.#begin(call);
    call.begin();
    return call.id;
  }

  /** An extension dials a number or another extension. Returns the `pbx_call_id`. */
  dialFrom(extension: string, to: string): string {
    const dialling = this.#extension(extension);
    if (!dialling.online) throw new Error(`${extension} is offline`);
    const destination = bareNumber(to);
    if (destination === extension) throw new Error('An extension cannot call itself');
    const colleague = this.account.extensions.get(destination);
    if (!colleague && !/^\d{5,}$/.test(destination)) throw new Error(`${to} is neither a number nor an extension`);
    if (colleague && this.behaviour.internalCalls === 'inbound') return this.#callColleagueInbound(extension, colleague);
    const plan = { id: this.#newCallId('out'), internal: extension, destination, callerId: '0', shownNumber: dialling.callerId };
    const call = new OutboundCall(this.#exchange, { ...plan, kind: colleague ? 'internal' : 'dialled' });
    this.#begin(call);
    call.begin(this.behaviour.ringSeconds);
    if (colleague && !colleague.online) call.end(ENDINGS.noDevice);
    return call.id;
  }

  /**
   * Click-to-call, as `request/callback` starts it. Returns the id that leg 2 will have, which the API never tells.
   *
   * @param from - an extension, a scenario such as `0-1`, or a phone outside.
   */
  callback({ from, to, sip = null, predicted = false }: Callback): string {
    const extensions = extensionsBehind(this.account, from);
    const internal = sip ?? (extensions.length === 1 ? (extensions[0] ?? null) : null);
    const shown = this.account.extensions.get(internal ?? '')?.callerId ?? this.account.numbers[0]?.number ?? '0';
    const parties =
      extensions.length > 0
        ? extensions.map((party) => ({ party, side: 'company' as const }))
        : [{ party: bareNumber(from), side: 'outside' as const }];
    const plan = { id: this.#newCallId('out'), from: parties, to: bareNumber(to), internal, shownNumber: shown, predicted };
    const call = new CallbackCall(this.#exchange, plan);
    this.#begin(call);
    call.begin();
    return call.id;
  }

  /** Somebody outside writes to one of the account's numbers. */
  textIn({ from, did, text }: { from: string; did: string; text: string }): void {
    const to = this.#ownNumber(did);
    this.texts.keep({ at: this.clock.now(), direction: 'in', from, to, text });
    if (this.texts.receives(to)) this.#line.tellText({ from, to, text });
    this.#changed();
  }

  /** The extension picks up; without one, the phone outside does. */
  answer(callId: string, extension?: string): void {
    this.#call(callId).answer(extension);
  }

  /** The phone refuses. An outside phone may also fail in another way: `decline(id, undefined, 'unallocated')`. */
  decline(callId: string, extension?: string, ending: keyof typeof ENDINGS = 'busy'): void {
    this.#call(callId).decline(extension, ENDINGS[ending]);
  }

  hangUp(callId: string): void {
    this.#call(callId).hangUp();
  }

  /** The extension that talks hands the call to another one. */
  transfer(callId: string, to: string): void {
    this.#call(callId).transfer(to);
  }

  /** The caller presses keys in a menu, or after a sound that waits for them. */
  pressMenu(callId: string, digits: string): void {
    this.#call(callId).press(digits);
  }

  setOnline(extension: string, online: boolean): void {
    this.#extension(extension).online = online;
    this.#changed();
  }

  /** Sends an extension's calls to an outside phone, or, with `null`, back to its own device. */
  setForwarding(extension: string, forwardTo: string | null): void {
    this.#extension(extension).forwardTo = forwardTo === null ? null : bareNumber(forwardTo);
    this.#changed();
  }

  /** Each a probability from 0 to 1; what is left out stays as it is. */
  setFaults(faults: Partial<Faults>): void {
    this.#network.faults = { ...this.#network.faults, ...faults };
    this.#changed();
  }

  get faults(): Faults {
    return this.#network.faults;
  }

  /** Every call since the beginning, the oldest first; only the latest so many where a number is given. */
  calls(latest = Number.POSITIVE_INFINITY): CallView[] {
    return [...this.#calls.values()].slice(-latest).map((call) => call.view());
  }

  /** The calls that have not ended yet, the oldest first. */
  inFlight(): CallView[] {
    const views: CallView[] = [];
    for (const call of this.#inFlight) {
      const view = call.view();
      if (view.state === 'ended') this.#inFlight.delete(call);
      else views.push(view);
    }
    return views;
  }

  call(callId: string): CallView {
    return this.#call(callId).view();
  }

  /** The extensions that ring in this call now. */
  ringing(callId: string): string[] {
    const { parties } = this.call(callId);
    return parties.filter(({ side, state }) => side === 'company' && state === 'ringing').map(({ party }) => party);
  }

  /** Every notification since the beginning, with what was done to it and what the CRM answered. */
  wire(): readonly WireEntry[] {
    return this.#network.wire;
  }

  /** The rows of `statistics/pbx`: one a leg, in the order of their beginnings. */
  statistics(): readonly StatisticsRow[] {
    return this.book.all();
  }

  complaints(): readonly Complaint[] {
    return this.#complaints;
  }

  /** Calls the listener after every change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners of a setting that was changed from outside. */
  touch(): void {
    this.#changed();
  }

  complain(text: string): void {
    this.#complaints.push({ at: this.clock.now(), text });
    this.#changed();
  }

  #makeExchange(): Exchange {
    return {
      account: this.account,
      behaviour: this.behaviour,
      clock: this.clock,
      recordings: this.recordings,
      newCallId: (direction) => this.#newCallId(direction),
      newLegId: () => `${Math.floor(this.clock.now().getTime() / 1000)}.${(this.#legSequence += 1)}`,
      notify: (fields) => void this.#line.notify(fields),
      ask: (fields, obey) => this.#line.ask(fields, obey),
      book: (rows) => this.book.add(rows),
      adopt: (call) => this.#begin(call),
      changed: () => this.#changed(),
    };
  }

  #callColleagueInbound(extension: string, colleague: Extension): string {
    const call = new InboundCall(this.#exchange, { id: this.#newCallId('in'), from: extension, did: colleague.number });
    this.#begin(call);
    call.ringDirectly(colleague);
    return call.id;
  }

  #begin(call: Call): void {
    this.#calls.set(call.id, call);
    this.#inFlight.add(call);
  }

  #newCallId(direction: 'in' | 'out'): string {
    this.#callSequence += 1;
    return `${direction}_${this.random.fork(`call/${this.#callSequence}`).hex(40)}`;
  }

  #call(callId: string): Call {
    const call = this.#calls.get(callId);
    if (!call) throw new Error(`There is no call ${callId}`);
    return call;
  }

  #ownNumber(did: string): string {
    const number = this.account.numbers.find((known) => bareNumber(known.number) === bareNumber(did));
    if (!number) throw new Error(`${did} is not a number of this account`);
    return bareNumber(number.number);
  }

  #extension(number: string): Extension {
    const extension = this.account.extensions.get(number);
    if (!extension) throw new Error(`There is no extension ${number}`);
    return extension;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
