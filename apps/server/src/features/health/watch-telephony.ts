import type { FastifyPluginAsync } from 'fastify';
import { sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import { Repeating } from '../../jobs/repeating.ts';
import { findConnection } from '../../provider/connection.ts';
import { findProviderCauses } from './ask-provider.ts';
import { findGap } from './find-gap.ts';
import type { HealthDeps } from './health-deps.ts';
import { findLocalCauses } from './local-causes.ts';
import { endSilence, raiseAlerts, settleAlerts } from './settle-alerts.ts';

const EVERY_MS = 60_000;

/** Looks after every connection once a minute, and asks its provider once an hour; of several server processes one does it. */
export async function watchTelephony(deps: HealthDeps): Promise<void> {
  const { rows } = await sql<Look>`
    select workspace_id as "workspaceId", ask, compare from claim_telephony_looks(${deps.now()})
  `.execute(deps.db);
  for (const look of rows) {
    try {
      await lookAfter(deps, look);
    } catch (err) {
      deps.log.warn({ err, workspaceId: look.workspaceId }, 'The health of a connection could not be looked at');
    }
  }
}

/** `ask`: an hour is over. `compare`: a quarter of an hour is. */
type Look = { workspaceId: string; ask: boolean; compare: boolean };

async function lookAfter(deps: HealthDeps, { workspaceId, ask, compare }: Look): Promise<void> {
  const { db } = deps;
  const connection = await inWorkspace(db, workspaceId, (tx) => findConnection(tx, workspaceId));
  const { lastEventAt } = await inWorkspace(db, workspaceId, (tx) => findLocalCauses(tx, connection, deps.now()));
  const provided = ask ? await findProviderCauses(deps, connection, lastEventAt) : undefined;
  const gap = compare && !ask && lastEventAt !== null ? await findGap(deps, connection, lastEventAt) : undefined;
  await inWorkspace(db, workspaceId, async (tx) => {
    const at = deps.now();
    const local = await findLocalCauses(tx, connection, at); // after the provider was asked: it may have told of the balance
    await settleAlerts(tx, { connection, scope: 'local', causes: local.causes, at });
    if (local.lastEventAt) await endSilence(tx, connection, { lastEventAt: local.lastEventAt, at });
    if (provided) await settleAlerts(tx, { connection, scope: 'provider', causes: provided, at });
    if (gap) await raiseAlerts(tx, { connection, causes: [gap], at });
  });
}

/** The watch as a part of the app: it runs while the app is open and the database is there. */
export function telephonyWatch(deps: HealthDeps, isReady: () => boolean): FastifyPluginAsync {
  return async (app) => {
    const watch = new Repeating({
      name: 'the health of the telephony',
      everyMs: EVERY_MS,
      log: deps.log,
      work: async () => {
        if (isReady()) await watchTelephony(deps);
      },
    });
    app.addHook('onClose', () => watch.stop());
  };
}
