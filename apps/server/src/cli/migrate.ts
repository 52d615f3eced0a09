import { migrate } from '../db/migrate.ts';
import { withDatabase } from '../db/with-database.ts';
import { type Command, EXIT } from './command.ts';

/** For those who want the schema changed before the new server starts; `start` does it too. */
export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate',
  summary: 'Bring the database schema up to date ("start" does it too).',
  run: async (_words, context) => {
    const applied = await withDatabase({ config: context.config(), log: context.log, upToDate: false }, ({ owner }) =>
      migrate(owner),
    );
    context.say(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
    return EXIT.ok;
  },
};
