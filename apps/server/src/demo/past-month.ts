import { bookPast, type Cloud } from '@carillon/simulator';
import type { DemoApi } from './demo-api.ts';
import { EMPLOYEES } from './employees.ts';
import { type InventedContact, inventStranger } from './invent-clients.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;
/** A month of two pages of the statistics, with what missed calls lead to. */
const CALLS = 1300;
/** Of the contacts, the first ones: who has business with the company calls most. */
const REGULARS = 600;
/** Enough to try the player with; each is fetched into the archive. */
const RECORDINGS = 25;

/** Lets the pretend exchange have had the company for a month already. */
export function bookPastMonth(cloud: Cloud, contacts: readonly InventedContact[]): void {
  const regulars = contacts
    .slice(0, REGULARS)
    .map(({ digits, owner }) => ({ number: digits, extension: EMPLOYEES[owner]?.extension ?? EMPLOYEES[0].extension }));
  bookPast(cloud, { calls: CALLS, days: DAYS, regulars, stranger: inventStranger, recordings: RECORDINGS });
}

/** Has the product load that month as it would a real one, beside everything else. */
export async function loadPastMonth(api: DemoApi, now: Date): Promise<void> {
  const from = new Date(+now - DAYS * DAY_MS).toISOString();
  await api('POST', '/reconciliations', { from, to: now.toISOString(), reminders: false });
}
