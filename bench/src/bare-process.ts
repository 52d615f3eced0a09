import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BareSetup } from './bare-server.ts';
import { databaseOf, freePort, type Installation } from './installation.ts';
import type { Scope } from './scope.ts';

/** As many database connections as the real door has. */
const POOL_SIZE = 8;

/** The bare server in a process of its own, beside the installation, on its database, with a table of the same shape. */
export async function startBare(scope: Scope, { database, dataDir, secret }: Installation): Promise<{ port: number }> {
  await database.query('create table bare_deliveries (like webhook_deliveries including all)');
  const { rows } = await database.query<{ workspaceId: string; connectionId: string }>(
    'select workspace_id as "workspaceId", id as "connectionId" from connections',
  );
  const [ids] = rows;
  if (ids === undefined) throw new Error('an installation without a connection');
  const port = await freePort();
  const child = fork(fileURLToPath(new URL('./bare-server.ts', import.meta.url)), { execArgv: process.execArgv });
  scope.atEnd(async () => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  });
  const ready = once(child, 'message');
  child.send({ port, dataSocket: databaseOf(dataDir).host, secret, poolSize: POOL_SIZE, ...ids } satisfies BareSetup);
  await ready;
  return { port };
}
