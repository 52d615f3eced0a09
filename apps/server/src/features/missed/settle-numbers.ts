import { afterWorkingMinutes, type CallerEvent, tellWaits, type Wait } from '@carillon/telephony';
import type { Tx } from '../../db/in-workspace.ts';
import { readActs } from '../../work/read-acts.ts';
import { announceMissed } from './announce-missed.ts';
import { type Match, matchWaits } from './match-waits.ts';
import type { MissedBook, ToldCall } from './missed-book.ts';
import { readCallerOf } from './read-caller-of.ts';
import { remind } from './remind.ts';
import { changeTasks, dropReminders, writeReminder } from './write-reminder.ts';
import { findExceptions, lockNumbers, type MissedCall, type Reminder, readReminders } from './waiting-callers.ts';

/**
 * Tells the waits of every number these calls are with anew, from all its calls, and writes down what has become different. So it does
 * not matter in which order calls are folded, nor how often: a missed call that is told after the talk which answered it opens nothing.
 */
export async function settleNumbers(tx: Tx, book: MissedBook, told: readonly ToldCall[]): Promise<void> {
  const numbers = [...new Set(told.map(({ number }) => number).filter((number) => number !== null))].toSorted();
  if (numbers.length === 0) return;
  const { workspaceId, now } = book;
  await lockNumbers(tx, workspaceId, numbers);
  const first = told.reduce((min, { event }) => (event && event.at < min ? event.at : min), now);
  const reminders = await readReminders(tx, workspaceId, numbers, first);
  const excepted = await findExceptions(tx, workspaceId, numbers, now);
  const stories = numbers.map((number) => {
    const own = reminders.filter(({ e164 }) => e164 === number);
    const calls = told.filter((call) => call.number === number && !excepted.has(number));
    return { number, reminders: own, missed: missedCallsOf(own, calls, told) };
  });
  const waiting = stories.flatMap(({ number, missed: [begin] }) => (begin ? [[number, begin.at] as const] : []));
  const acts = await readActs(tx, workspaceId, new Map(waiting));
  for (const story of stories) await settleNumber(tx, book, { ...story, acts: acts.get(story.number) ?? [] });
}

/** Those that are written down, and those told of now; without those that turn out not to have been missed. By time. */
function missedCallsOf(reminders: readonly Reminder[], calls: readonly ToldCall[], told: readonly ToldCall[]): MissedCall[] {
  const renewed = new Set(told.map(({ callId }) => callId));
  const known = reminders.flatMap((reminder) => reminder.calls);
  const old = known.filter(({ callId }) => !renewed.has(callId));
  const still = told.filter(({ callId, event }) => event?.kind === 'missed' && known.some((call) => call.callId === callId));
  const fresh = new Map([...still, ...calls].map((call) => [call.callId, call]));
  const missed = [...fresh.values()].flatMap(({ callId, did, event }) =>
    event?.kind === 'missed' ? [{ callId, at: event.at, told: event.told, did }] : [],
  );
  return [...old, ...missed].toSorted((a, b) => +a.at - +b.at || (a.callId < b.callId ? -1 : 1));
}

type Story = { number: string; reminders: readonly Reminder[]; missed: readonly MissedCall[]; acts: readonly CallerEvent[] };

async function settleNumber(tx: Tx, book: MissedBook, { number, reminders, missed, acts }: Story): Promise<void> {
  const done = reminders.flatMap(({ resolvedBecause, resolvedAt, resolvedBy }): CallerEvent[] =>
    resolvedBecause === 'done' && resolvedAt ? [{ kind: 'done', at: resolvedAt, told: resolvedAt, userId: resolvedBy }] : [],
  );
  const events = [...missed.map(({ callId, at, told }): CallerEvent => ({ kind: 'missed', at, told, callId })), ...acts, ...done];
  const { matches, left } = matchWaits(tellWaits(events, book.rules.timezone), reminders);
  await dropReminders(tx, book, left);
  const changed = matches.filter(({ wait, reminder }) => !isWritten(wait, reminder));
  // the open one last: there can be only one of them at any moment
  for (const match of changed.toSorted((a, b) => Number(a.wait.end === null) - Number(b.wait.end === null))) {
    await settleWait(tx, book, { ...match, number, missed });
  }
}

function isWritten(wait: Wait, reminder: Reminder | null): boolean {
  if (reminder === null) return false;
  const { resolvedAt, resolvedBy, resolvedBecause, resolvedCallId, waitingSince, callCount, calls } = reminder;
  const end = resolvedAt && { at: +resolvedAt, because: resolvedBecause, userId: resolvedBy, callId: resolvedCallId };
  const sameEnd = JSON.stringify(end) === JSON.stringify(wait.end && { ...wait.end, at: +wait.end.at });
  const sameCalls = callCount === wait.callIds.length && calls.map(({ callId }) => callId).join() === wait.callIds.join();
  return sameEnd && sameCalls && +waitingSince === +wait.since;
}

type Settling = Match & { number: string; missed: readonly MissedCall[] };

async function settleWait(tx: Tx, book: MissedBook, { wait, reminder, number, missed }: Settling): Promise<void> {
  const calls = missed.filter(({ callId }) => wait.callIds.includes(callId));
  const beginning = calls.find(({ at }) => +at === +wait.since) ?? calls[0];
  if (!beginning) return; // a wait holds the call that began it
  if (wait.end !== null && reminder) await changeTasks(tx, book, [reminder.taskId], [{ doneAt: book.now, by: wait.end.userId }]);
  const opens = wait.end === null && (reminder === null || reminder.resolvedAt !== null);
  if (reminder && !opens && +reminder.waitingSince === +wait.since) {
    await announceMissed(tx, book, await writeReminder(tx, book, { ...reminder, number, wait, calls }));
    return;
  }
  const caller = await readCallerOf(tx, book, beginning);
  const { dueMinutes, escalateMinutes } = book.rules;
  const dueAt = afterWorkingMinutes(caller.hours, wait.since, dueMinutes);
  const escalateAt = escalateMinutes === 0 ? null : afterWorkingMinutes(caller.hours, dueAt, escalateMinutes);
  const { responsibleId } = caller;
  const times = { dueAt, escalateAt, escalatedAt: opens ? null : (reminder?.escalatedAt ?? null) };
  const id = await writeReminder(tx, book, { responsibleId, ...reminder, ...times, number, wait, calls });
  const reminding = { id, taskId: reminder?.taskId ?? null, number, caller, dueAt, call: beginning };
  if (opens) await remind(tx, book, reminding);
  else await changeTasks(tx, book, [reminding.taskId], [{ dueAt }]); // an earlier call has become known, late
  await announceMissed(tx, book, id);
}
