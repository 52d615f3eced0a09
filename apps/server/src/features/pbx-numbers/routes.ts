import { PbxNumber, PbxNumberPatch, SmsReception } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { sql } from 'kysely';
import { type Static, Type } from 'typebox';
import { audit } from '../../audit/audit.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { invalid } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn, signedInAs } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { listNumbers } from './list-numbers.ts';
import { noSuchNumber } from './no-such-number.ts';
import type { NumberDeps } from './number-deps.ts';
import { refreshNumbers } from './refresh-numbers.ts';
import { switchSmsReception } from './switch-sms-reception.ts';

const tags = ['Telephony'];
const providerFails = failures('not-connected', 'provider-limit', 'provider-refused', 'provider-unavailable');
const NumberList = Type.Object({ items: Type.Array(PbxNumber), nextCursor: Type.Null() });
const NumberParams = Type.Object({ did: Type.String({ maxLength: 20, description: 'E.164', examples: ['+442079460123'] }) });
const EXAMPLE = {
  did: '+442079460123',
  label: 'Main line',
  source: 'Website',
  scheduleId: null,
  description: 'London',
  status: 'on',
  expiresAt: '2027-03-14T09:26:53.000Z',
  smsReception: 'on',
};
type Patch = Static<typeof PbxNumberPatch>;

/** The company's own numbers: what they are called, where their callers come from, when they are open. Supervisors, too. */
export function numberRoutes(deps: NumberDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin', 'supervisor');
    });

    app.get(
      '/api/v1/telephony/numbers',
      {
        schema: {
          summary: 'Numbers of the PBX account',
          tags,
          response: { 200: withExample(NumberList, { items: [EXAMPLE], nextCursor: null }), ...failures(401, 403, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return { items: await inWorkspace(deps.db, workspaceId, (tx) => listNumbers(tx, { workspaceId })), nextCursor: null };
      },
    );

    app.post(
      '/api/v1/telephony/numbers/refresh',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'Read the numbers from the PBX account again',
          description: 'When the provider fails, the old list stays as it is.',
          tags,
          response: {
            200: withExample(NumberList, { items: [EXAMPLE], nextCursor: null }),
            ...failures(401, 403, 404, 503),
            ...providerFails,
          },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        await refreshNumbers(deps, workspaceId);
        return { items: await inWorkspace(deps.db, workspaceId, (tx) => listNumbers(tx, { workspaceId })), nextCursor: null };
      },
    );

    app.patch(
      '/api/v1/telephony/numbers/:did',
      {
        schema: {
          summary: 'Label a number, name its source, give it working hours',
          tags,
          params: NumberParams,
          body: withExample(PbxNumberPatch, { label: 'Main line', source: 'Website' }),
          response: { 200: withExample(PbxNumber, EXAMPLE), ...failures(400, 401, 403, 404, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId, userId } = signedIn(request);
        const did = didOf(request.params);
        return inWorkspace(deps.db, workspaceId, async (tx) => {
          await changeNumber(tx, { workspaceId, did, patch: request.body });
          await audit(tx, {
            workspaceId,
            userId,
            action: 'telephony.number-changed',
            about: { did, ...request.body },
            at: deps.now(),
          });
          return one(tx, workspaceId, did);
        });
      },
    );

    app.put(
      '/api/v1/telephony/numbers/:did/sms-reception',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'Switch the receiving of texts of a number on or off',
          description:
            'At the provider, at once; the answer is what it says of the number now. Only numbers whose `smsReception` is `on` or `off` can be switched: 409 otherwise.',
          tags,
          params: NumberParams,
          body: withExample(SmsReception, { enabled: true }),
          response: { 200: withExample(PbxNumber, EXAMPLE), ...failures(400, 401, 403, 404, 409, 422, 503), ...providerFails },
        },
      },
      async (request) => {
        const { workspaceId, userId: by } = signedIn(request);
        const did = didOf(request.params);
        await switchSmsReception(deps, { workspaceId, by, did, enabled: request.body.enabled });
        return inWorkspace(deps.db, workspaceId, (tx) => one(tx, workspaceId, did));
      },
    );
  };
}

const didOf = ({ did }: Static<typeof NumberParams>): string => `+${did.replace(/\D/g, '')}`;

async function one(tx: Tx, workspaceId: string, did: string): Promise<PbxNumber> {
  const [number] = await listNumbers(tx, { workspaceId, only: did });
  if (!number) throw noSuchNumber();
  return number;
}

async function changeNumber(
  tx: Tx,
  { workspaceId, did, patch }: { workspaceId: string; did: string; patch: Patch },
): Promise<void> {
  if (patch.scheduleId != null) {
    const { rows } =
      await sql`select from schedules where workspace_id = ${workspaceId} and id = ${patch.scheduleId} for share`.execute(tx);
    if (rows.length === 0) throw invalid('/scheduleId', 'must be a schedule of this workspace');
  }
  const { rows } = await sql`
    update pbx_numbers set
      label = ${patch.label === undefined ? sql`label` : blankAsNull(patch.label)},
      source = ${patch.source === undefined ? sql`source` : blankAsNull(patch.source)},
      schedule_id = ${patch.scheduleId === undefined ? sql`schedule_id` : patch.scheduleId}
    where workspace_id = ${workspaceId} and did = ${did} returning did
  `.execute(tx);
  if (rows.length === 0) throw noSuchNumber();
}

const blankAsNull = (text: string | null): string | null => text?.trim() || null;
