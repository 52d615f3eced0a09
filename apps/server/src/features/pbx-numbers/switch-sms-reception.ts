import { ZadarmaError } from '@carillon/zadarma';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { providerProblem } from '../../provider/provider-problem.ts';
import { noSuchNumber } from './no-such-number.ts';
import type { NumberDeps } from './number-deps.ts';
import { refreshNumbers } from './refresh-numbers.ts';

type Switch = { workspaceId: string; by: string; did: string; enabled: boolean };

/**
 * Lets a number take texts at the provider, or no longer; kept is what it answers.
 *
 * @throws {AppError} `not-found`; `conflict` for one that can take none; and what the provider's refusal means. Where nobody knows whether it
 *   has heard, the provider is asked before the failure is told.
 */
export async function switchSmsReception(deps: NumberDeps, { workspaceId, by, did, enabled }: Switch): Promise<void> {
  const connection = await findSwitchable(deps, workspaceId, did);
  const client = deps.clients.clientFor(connection);
  const { on } = await client.setSmsReception({ number: did.slice(1), on: enabled }).catch(async (error: unknown) => {
    if (error instanceof ZadarmaError && error.outcomeUnknown) await refreshNumbers(deps, workspaceId).catch(() => undefined);
    throw providerProblem(error);
  });
  await inWorkspace(deps.db, workspaceId, async (tx) => {
    await sql`
      update pbx_numbers set sms_reception = ${on ? 'on' : 'off'}
      where workspace_id = ${workspaceId} and connection_id = ${connection.id} and did = ${did}
    `.execute(tx);
    const about = { did, enabled, on };
    await audit(tx, { workspaceId, userId: by, action: 'telephony.sms-reception-switched', about, at: deps.now() });
  });
}

function findSwitchable({ db }: NumberDeps, workspaceId: string, did: string): Promise<Connection> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const connection = await findConnection(tx, workspaceId);
    const { rows } = await sql<{ gone: boolean; texts: string | null }>`
      select status is not distinct from 'gone' as gone, sms_reception as texts from pbx_numbers
      where workspace_id = ${workspaceId} and connection_id = ${connection.id} and did = ${did}
    `.execute(tx);
    const [number] = rows;
    if (!number) throw noSuchNumber();
    if (number.gone) throw new AppError('conflict', 'This number has left the PBX account.');
    if (number.texts === 'unsupported')
      throw new AppError('conflict', 'The provider says that this number can not receive texts.');
    if (number.texts === null)
      throw new AppError('conflict', 'The provider has not said yet whether this number can receive texts: refresh the list.');
    return connection;
  });
}
