import type { Dialling, DiallingObstacle, DiallingRules } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Identity } from '../../http/identity.ts';
import { type Connection, findConnection, isConnected } from '../../provider/connection.ts';

export type Dialler = {
  connection: Connection;
  userId: string;
  because: DiallingObstacle | null;
  device: Dialling['device'];
  extension: string | null;
  /** What the provider calls first. */
  rings: string | null;
  callerId: string | null;
  freeDialling: boolean;
  othersClients: boolean;
};

type Row = Pick<Dialler, 'device' | 'extension' | 'callerId'> & { mobile: string | null };

/** Who would call, from which telephone, and what keeps them from it (3.1, 3.3). */
export async function readDialler(tx: Tx, { workspaceId, userId, role }: Identity): Promise<Dialler> {
  const connection = await findConnection(tx, workspaceId);
  const { rows } = await sql<Row>`
    select u.call_device as device, e.extension,
      coalesce(e.caller_id, (select min(did) from pbx_numbers where workspace_id = ${workspaceId} and connection_id = ${connection.id}
        having count(*) = 1)) as "callerId",
      (select e164 from user_numbers where workspace_id = ${workspaceId} and user_id = u.id order by position, e164 limit 1) as mobile
    from users u
    left join extensions e on e.workspace_id = u.workspace_id and e.connection_id = ${connection.id} and e.user_id = u.id and e.vanished_at is null
    where u.workspace_id = ${workspaceId} and u.id = ${userId}
  `.execute(tx);
  const { device, extension, callerId, mobile } = rows[0] ?? { device: 'desk', extension: null, callerId: null, mobile: null };
  const rings = device === 'mobile' ? mobile : extension;
  const because = obstacleOf({ connected: isConnected(connection), extension, rings });
  return { connection, userId, because, device, extension, rings, callerId, ...rightsOf(connection.dialling, role) };
}

function obstacleOf(at: { connected: boolean; extension: string | null; rings: string | null }): DiallingObstacle | null {
  if (!at.connected) return 'not-connected';
  if (at.extension === null) return 'no-extension';
  return at.rings === null ? 'no-mobile' : null;
}

function rightsOf({ freeDialling, othersClients }: DiallingRules, role: Identity['role']) {
  const is = (who: 'everybody' | 'supervisors'): boolean => who === 'everybody' || role !== 'agent';
  return { freeDialling: is(freeDialling), othersClients: is(othersClients) };
}
