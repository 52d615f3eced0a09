import type { TelephonyCheck } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Connection } from '../../provider/connection.ts';

export type Item = TelephonyCheck['items'][number];

type Found = {
  extensions: number;
  assigned: number;
  unrecorded: string[];
  recordingKnown: number;
  clients: boolean;
  responsible: string | null;
  callIn: boolean;
  callOut: boolean;
};

/** What of the checklist our own tables tell. `ok: null`: not seen yet. */
export async function checkWorkspace(tx: Tx, connection: Connection): Promise<Item[]> {
  const found = await look(tx, connection);
  return [
    extensionsItem(found),
    found.clients
      ? { name: 'clients', ok: true, code: 'verified', detail: 'There are clients.' }
      : { name: 'clients', ok: false, code: 'no-clients', detail: 'There are no clients yet: every caller is unknown.' },
    found.responsible !== null
      ? { name: 'defaultResponsible', ok: true, code: 'verified', detail: found.responsible }
      : {
          name: 'defaultResponsible',
          ok: false,
          code: 'no-default-responsible',
          detail: 'Nobody is set: what belongs to nobody stays in the pool.',
        },
    recordingItem(found),
    callItem('callIn', found.callIn, 'Call one of your numbers from outside.'),
    callItem('callOut', found.callOut, 'Call somebody from an extension.'),
  ];
}

async function look(tx: Tx, { workspaceId, id, defaultResponsibleId }: Connection): Promise<Found> {
  const { rows } = await sql<Found>`
    select count(*)::int as extensions, count(e.user_id)::int as assigned,
      coalesce(array_agg(e.extension order by e.extension) filter (where e.recording = 'off'), '{}') as unrecorded,
      count(e.recording)::int as "recordingKnown",
      exists (select from clients where workspace_id = ${workspaceId} and archived_at is null) as clients,
      (select name from users where workspace_id = ${workspaceId} and id = ${defaultResponsibleId} and active) as responsible,
      exists (select from calls where workspace_id = ${workspaceId} and connection_id = ${id} and direction = 'inbound' and confirmed) as "callIn",
      exists (select from calls where workspace_id = ${workspaceId} and connection_id = ${id} and direction = 'outbound' and confirmed) as "callOut"
    from extensions e
    where e.workspace_id = ${workspaceId} and e.connection_id = ${id} and e.vanished_at is null
  `.execute(tx);
  if (!rows[0]) throw new Error('An aggregate always has a row.');
  return rows[0];
}

const itemOf =
  (name: Item['name']) =>
  (ok: boolean | null, code: string, detail: string): Item => ({ name, ok, code, detail });

function extensionsItem({ extensions, assigned }: Found): Item {
  const item = itemOf('extensions');
  if (extensions === 0) return item(false, 'no-extensions', 'No extensions were read from the PBX yet.');
  if (assigned === 0) return item(false, 'none-assigned', 'No extension belongs to a user: nobody would see a call.');
  return item(true, 'verified', `${assigned} of ${extensions} extensions belong to users.`);
}

function recordingItem({ extensions, unrecorded, recordingKnown }: Found): Item {
  const item = itemOf('recording');
  if (unrecorded.length > 0) return item(false, 'recording-off', `These extensions are not recorded: ${unrecorded.join(', ')}.`);
  if (recordingKnown === 0 || recordingKnown < extensions)
    return item(null, 'not-checked', 'Not known of every extension: refresh the list.');
  return item(true, 'verified', 'Every extension is recorded.');
}

function callItem(name: 'callIn' | 'callOut', seen: boolean, todo: string): Item {
  return seen
    ? { name, ok: true, code: 'verified', detail: 'Seen.' }
    : { name, ok: null, code: 'not-seen', detail: `Not seen yet. ${todo}` };
}
