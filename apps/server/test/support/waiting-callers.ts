import { openOffice, type Person, type PhoneOffice } from './phone-office.ts';

export type AnyJson = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- tests look into any answer

const OPEN = '?open=true&limit=200';
const CLOSED = '?open=false&limit=200';

/** An office that minds its missed calls (9), and one caller at a time who calls it, in vain or not. */
export class WaitingCallers {
  readonly office: PhoneOffice;
  readonly boris: Person;
  readonly vera: Person;
  number = '';
  #counter = 1_000_000;

  constructor(office: PhoneOffice) {
    this.office = office;
    [this.boris, this.vera] = [office.company.ring['101'] as Person, office.company.ring['102'] as Person]; // the office has 101 to 103
  }

  /** An hour later, with a caller nobody knows and the usual settings. */
  async begin(): Promise<void> {
    this.another();
    this.office.clock.pass(3600);
    await this.office.features({ missedCalls: { enabled: true, as: 'task', dueMinutes: 15, menuOnlyIsMissed: true } });
    await this.office.ask(this.office.company.admin, 'PATCH /telephony/settings', { defaultResponsibleId: null });
  }

  /** From now on somebody else calls. */
  another(): void {
    this.#counter += 1;
    this.number = `+7916${this.#counter}`;
  }

  async list(query = OPEN, by = this.office.company.admin): Promise<AnyJson[]> {
    return (await this.office.ask(by, `GET /missed-calls${query}`)).body.items;
  }

  async mine(query?: string): Promise<AnyJson[]> {
    return (await this.list(query)).filter(({ callerNumber }) => callerNumber === this.number);
  }

  closed(): Promise<AnyJson[]> {
    return this.mine(CLOSED);
  }

  taskOf(id: string) {
    return this.office.within((tx) => tx.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  }

  async noticesOf(person: Person, kind: string): Promise<AnyJson[]> {
    const { items } = (await this.office.ask(person, 'GET /notifications?limit=200')).body;
    return items.filter((notice: AnyJson) => notice['kind'] === kind);
  }

  /** A call that nobody answers, told at once. */
  async missed(disposition = 'cancel'): Promise<string> {
    const call = this.office.inbound(this.number);
    await this.office.play([call.start(), call.internal('101'), call.missed(disposition)], 1);
    await this.office.settle();
    return call.pbxCallId;
  }

  async talk(extension: string, seconds: number): Promise<void> {
    const call = this.office.inbound(this.number);
    await this.office.play([call.start(), call.internal(extension), call.answer(extension)]);
    this.office.clock.pass(seconds);
    await this.office.play([call.end({ internal: extension, durationSeconds: seconds })]);
    await this.office.settle();
  }

  async dial(extension: string, end: { disposition?: string; durationSeconds?: number }): Promise<void> {
    const call = this.office.outbound(extension, this.number);
    await this.office.play([call.outStart(), call.outEnd(end)], 2);
    await this.office.settle();
  }
}

export async function waitingCallers(): Promise<WaitingCallers> {
  return new WaitingCallers(await openOffice());
}
