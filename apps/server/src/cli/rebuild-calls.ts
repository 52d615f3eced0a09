import type { Kysely } from 'kysely';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { withDatabase } from '../db/with-database.ts';
import { type Rebuilt, rebuildCalls } from '../features/calls/rebuild-calls.ts';
import { type Command, EXIT, UsageFault } from './command.ts';

const DIFFERENCES_SHOWN = 20;

/** House rule 1, to be tried by anybody: a call is what its facts say. */
export const rebuildCallsCommand: Command = {
  name: 'rebuild-calls',
  usage: 'rebuild-calls [--write]',
  summary: 'Fold every call anew from its facts and say what differs; with --write, save it. What people wrote is not touched.',
  run: async (words, context) => {
    if (words.some((word) => word !== '--write')) throw new UsageFault('rebuild-calls takes nothing but --write.');
    const write = words.includes('--write');
    return withDatabase({ config: context.config(), log: context.log }, async ({ db }) => {
      const rebuilt = await rebuildAll(db, { write, now: context.now() });
      for (const { pbxCallId, fields } of rebuilt.differences.slice(0, DIFFERENCES_SHOWN))
        context.say(`${pbxCallId} differs in ${fields.join(', ')}`);
      const { calls, factless, differences } = rebuilt;
      context.say(
        `${calls} calls, ${differences.length} differ${write ? ' and were saved' : ''}, ${factless} have no facts and stay as they are`,
      );
      return differences.length === 0 || write ? EXIT.ok : EXIT.failed;
    });
  },
};

async function rebuildAll(db: Kysely<Database>, options: { write: boolean; now: Date }): Promise<Rebuilt> {
  const all: Rebuilt = { calls: 0, factless: 0, differences: [] };
  for (const { id: workspaceId } of await db.selectFrom('workspaces').select('id').orderBy('created_at').execute()) {
    const connections = await inWorkspace(db, workspaceId, (tx) =>
      tx.selectFrom('connections').select('id').where('workspace_id', '=', workspaceId).execute(),
    );
    for (const { id: connectionId } of connections) {
      const { calls, factless, differences } = await rebuildCalls(db, { workspaceId, connectionId }, options);
      all.calls += calls;
      all.factless += factless;
      all.differences.push(...differences);
    }
  }
  return all;
}
