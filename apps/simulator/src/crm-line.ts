import type { Account } from './account.ts';
import type { Behaviour } from './behaviour.ts';
import type { Clock } from './clock.ts';
import type { Network, WireEntry } from './network.ts';
import type { AccountHook, NotificationSettings } from './notification-settings.ts';
import { readReply, type Instruction, type ReplyReading } from './reply.ts';

type Parts = {
  clock: Clock;
  network: Network;
  settings: NotificationSettings;
  behaviour: Behaviour;
  account: Account;
  complain: (text: string) => void;
};

/** Something that the operator of the simulator should see: an invalid reply, a notification that found nobody. */
export type Complaint = { at: Date; text: string };

type Obey = (instruction: Instruction) => void;

/** What the calls say to the CRM and hear from it: only answers to `ask` (START and IVR) are ever read. */
export class CrmLine {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells the CRM. Returns false when it does not listen to this event. */
  notify(fields: Record<string, string>, onBody?: (body: string, entry: WireEntry) => void): boolean {
    const { settings, network, complain } = this.#parts;
    if (!settings.wants(fields['event'] ?? '')) return false;
    network.send({
      url: settings.callUrl,
      fields,
      onAnswer: (answer, entry) => {
        if ('failure' in answer) complain(`${entry.event} was not taken: ${answer.failure}`);
        else if (answer.status !== 200) complain(`${entry.event} was answered with HTTP ${answer.status}`);
        onBody?.('failure' in answer || answer.status !== 200 ? '' : answer.body, entry);
      },
    });
    return true;
  }

  tellText({ from, to, text }: { from: string; to: string; text: string }): void {
    const result = JSON.stringify({ caller_id: from, caller_did: to, text });
    this.tellAccount('sms', { event: 'SMS', result });
  }

  /** What is no call is told to the account's other address, to who listens for it, and nobody reads the answer. */
  tellAccount(hook: AccountHook, fields: Record<string, string> & { event: string }): void {
    const { settings, network, complain } = this.#parts;
    if (settings.accountUrl === '' || settings.hooks.get(hook) !== true) return;
    network.send({
      url: settings.accountUrl,
      fields,
      onAnswer: (answer) => {
        if ('failure' in answer || answer.status !== 200) complain(`${fields.event} was not taken`);
      },
    });
  }

  /** The first reply within the deadline decides; no reply, a late one and an invalid one all mean "as configured". */
  ask(fields: Record<string, string>, obey: Obey): void {
    const { clock, behaviour, account, complain } = this.#parts;
    let decided = false;
    const decide: Obey = (instruction) => {
      decided = true;
      cancel();
      obey(instruction);
    };
    const cancel = clock.schedule(behaviour.replyDeadlineSeconds * 1000, () => {
      complain(`${fields['event'] ?? ''}: no reply within ${behaviour.replyDeadlineSeconds} s, the default scenario goes on`);
      decide({ kind: 'continue' });
    });
    const isHeard = this.notify(fields, (body, entry) => {
      const reading = readReply(body, account);
      this.#judge(reading, entry, decided);
      if (!decided) decide(reading.ok ? reading.instruction : { kind: 'continue' });
    });
    if (!isHeard) clock.schedule(0, () => decide({ kind: 'continue' }));
  }

  /** Writes beside the notification what became of its reply, and says loudly when it was ignored. */
  #judge(reading: ReplyReading, entry: WireEntry, isLate: boolean): void {
    const steers = reading.ok && (reading.instruction.kind !== 'continue' || reading.instruction.callerName !== undefined);
    entry.complaint = !reading.ok ? reading.complaint : isLate && steers ? 'the reply came too late' : null;
    entry.reply = entry.complaint !== null ? 'ignored' : steers ? 'obeyed' : 'none';
    if (entry.complaint !== null) this.#parts.complain(`${entry.event}: reply ignored: ${entry.complaint}`);
  }
}
