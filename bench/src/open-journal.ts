import type { Bench } from './benchmark.ts';
import { fillContacts } from './fill-contacts.ts';
import { fillJournal } from './fill-journal.ts';
import { type Installation, openInstallation, openKept } from './installation.ts';
import { layOutDays } from './lay-out-days.ts';

export const CONTACTS = 200_000;
const WEEKS = 156;

/** An installation with three years of calls, so many as the command says. `BENCH_DATA` names a folder where it is kept for the next time. */
export async function openJournal({ scope, size }: Bench): Promise<Installation> {
  const fill = async ({ database, agent }: Installation): Promise<void> => {
    await fillContacts(database, { count: CONTACTS, responsibleId: agent.id });
    await fillJournal(database, { calls: size, contacts: CONTACTS, weeks: WEEKS });
  };
  const folder = process.env['BENCH_DATA'];
  const installation = folder ? await openKept(scope, folder, fill) : await openInstallation(scope);
  if (!folder) await fill(installation);
  await layOutDays(installation.database);
  return installation;
}
