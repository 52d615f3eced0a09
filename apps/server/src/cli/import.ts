import { readFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { withDatabase } from '../db/with-database.ts';
import { AppError } from '../errors.ts';
import { chooseColumns, type ImportPayload, openCsv } from '../features/imports/import-payload.ts';
import { IMPORT_CONTACTS } from '../features/imports/routes.ts';
import { runImport } from '../features/imports/run-import.ts';
import { addJob } from '../jobs/enqueue-job.ts';
import { type JobKey, readJob } from '../jobs/job-store.ts';
import { findFirstAdministrator, findUserByEmail } from '../people/find-user.ts';
import { type Command, type CommandContext, EXIT, UsageFault } from './command.ts';
import { takeOption } from './option.ts';

const FAULTS_SHOWN = 20;

/** The same import as the page's, run here instead of in the queue. */
export const importCommand: Command = {
  name: 'import',
  usage: 'import contacts FILE [--user EMAIL] [--duplicates skip|update]',
  summary: 'Bring contacts in from a CSV file in UTF-8, as the first administrator or the user given.',
  run: async (words, context) => {
    const { file, email, duplicates } = readWords(words);
    const payload = await openFile(file, duplicates, context);
    if (payload === undefined) return EXIT.failed;
    return withDatabase({ config: context.config(), log: context.log }, async ({ db }) => {
      const user = email === undefined ? await findFirstAdministrator(db) : await findUserByEmail(db, email);
      if (!user) {
        context.complain(
          email === undefined ? 'There is no user yet. Set the installation up first.' : `Nobody active signs in as ${email}.`,
        );
        return EXIT.failed;
      }
      const { workspaceId } = user;
      const { now } = context;
      const id = await inWorkspace(db, workspaceId, (tx) =>
        addJob(tx, { workspaceId, kind: IMPORT_CONTACTS, payload, by: user.userId, at: now() }),
      );
      await runImport({ db, now }, { workspaceId, id });
      return report(db, { workspaceId, id }, context);
    });
  },
};

function readWords(words: readonly string[]): { file: string; email: string | undefined; duplicates: 'skip' | 'update' } {
  const user = takeOption(words, 'user');
  const { value: duplicates = 'skip', rest } = takeOption(user.rest, 'duplicates');
  const [what, file, ...more] = rest;
  if (what !== 'contacts' || file === undefined || more.length > 0) throw new UsageFault('Name one file: import contacts FILE.');
  if (duplicates !== 'skip' && duplicates !== 'update') throw new UsageFault('--duplicates is skip or update.');
  return { file, email: user.value, duplicates };
}

async function openFile(
  file: string,
  duplicates: 'skip' | 'update',
  { complain }: CommandContext,
): Promise<ImportPayload | undefined> {
  try {
    const csv = await readFile(file, 'utf8');
    return { csv, columns: chooseColumns(openCsv(csv), undefined), duplicates };
  } catch (error) {
    const unreadable = error instanceof AppError ? error.message : error instanceof Error ? error.message : 'it can not be read';
    complain(`${file}: ${unreadable}`);
    return undefined;
  }
}

async function report(db: Kysely<Database>, key: JobKey, { say, complain }: CommandContext): Promise<number> {
  const job = (await inWorkspace(db, key.workspaceId, (tx) => readJob(tx, key)))?.job;
  for (const { row, detail } of job?.errors.slice(0, FAULTS_SHOWN) ?? [])
    complain(row === null ? detail : `row ${row}: ${detail}`);
  const { created = 0, updated = 0, skipped = 0, failed = 0 } = (job?.result ?? {}) as Record<string, number>; // counts, as the import writes them
  say(
    `${job?.state ?? 'failed'}: ${job?.done ?? 0} rows, ${created} created, ${updated} updated, ${skipped} skipped, ${failed} failed`,
  );
  return job?.state === 'done' ? EXIT.ok : EXIT.failed;
}
