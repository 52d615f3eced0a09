import { inWorkspace } from '../db/in-workspace.ts';
import { withDatabase } from '../db/with-database.ts';
import { createToken } from '../features/tokens/create-token.ts';
import { findUserByEmail } from '../people/find-user.ts';
import { type Command, EXIT, UsageFault } from './command.ts';
import { takeOption } from './option.ts';

/** Prints the token and nothing else, so that a script can keep it. */
export const tokenCommand: Command = {
  name: 'token',
  usage: 'token create --user EMAIL [--name NAME]',
  summary: 'Make an API token of a user and print it, this once.',
  run: async (words, { config, log, now, say, complain }) => {
    const user = takeOption(words, 'user');
    const name = takeOption(user.rest, 'name');
    if (name.rest.join(' ') !== 'create') throw new UsageFault('The word after "token" is "create".');
    const email = user.value;
    if (email === undefined) throw new UsageFault('Say whose token it is: --user EMAIL.');
    return withDatabase({ config: config(), log }, async ({ db }) => {
      const found = await findUserByEmail(db, email);
      if (!found) {
        complain(`Nobody active signs in as ${email}.`);
        return EXIT.failed;
      }
      const input = { ...found, name: name.value ?? 'carillon token create', at: now() };
      const { token } = await inWorkspace(db, found.workspaceId, (tx) => createToken(tx, input));
      say(token);
      return EXIT.ok;
    });
  },
};
