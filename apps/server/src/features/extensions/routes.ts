import {
  Extension,
  ExtensionAssign,
  ExtensionList,
  ExtensionRecording,
  ExtensionTranscripts,
  Invitation,
  Nullable,
} from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { assignExtension } from './assign-extension.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { inviteFromExtensions } from './invite-from-extensions.ts';
import { listExtensions } from './list-extensions.ts';
import { refreshExtensions } from './refresh-extensions.ts';
import { switchRecording } from './switch-recording.ts';
import { switchTranscripts } from './switch-transcripts.ts';

const tags = ['Telephony'];
const refused = failures(401, 403, 404, 422, 503);
const providerFails = failures('not-connected', 'provider-limit', 'provider-refused', 'provider-unavailable');
const ExtensionParams = Type.Object({ ext: Type.String({ maxLength: 20, examples: ['101'] }) });
const InvitationRequest = Type.Object(
  {
    extensions: Type.Optional(
      Type.Array(Type.String({ maxLength: 20 }), { maxItems: 500, description: 'All that belong to nobody, when left out' }),
    ),
  },
  { examples: [{ extensions: ['101', '102'] }] },
);
const Invitations = Type.Object({ items: Type.Array(Invitation) });

const ID = '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01';
const EXAMPLE = {
  extension: '101',
  name: 'Anna Petrova',
  userId: ID,
  user: { id: ID, name: 'Anna' },
  online: true,
  recording: 'Without recognition',
  transcripts: 'off',
  vanished: false,
};
const LIST_EXAMPLE = { items: [EXAMPLE], nextCursor: null, refreshedAt: '2026-03-14T09:26:53.000Z' };
const INVITATIONS_EXAMPLE = {
  items: [
    {
      userId: ID,
      name: 'Anna Petrova',
      extension: '101',
      url: 'https://crm.example.com/invitation?token=…',
      expiresAt: '2026-03-21T09:26:53.000Z',
    },
  ],
};

/** Which employee sits behind which extension of the PBX (requirements 2.2, 2.3). For administrators. */
export function extensionRoutes(deps: ExtensionDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin');
    });
    app.get(
      '/api/v1/telephony/extensions',
      {
        schema: {
          summary: 'Extensions of the PBX and their users',
          tags,
          response: { 200: withExample(ExtensionList, LIST_EXAMPLE), ...refused },
        },
      },
      (request) => list(deps, signedIn(request).workspaceId),
    );

    app.post(
      '/api/v1/telephony/extensions/refresh',
      {
        schema: {
          summary: 'Read the extensions from the PBX again',
          description: 'When the provider fails, the old list stays as it is.',
          tags,
          response: { 200: withExample(ExtensionList, LIST_EXAMPLE), ...refused, ...providerFails },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        await refreshExtensions(deps, workspaceId, 'of-all');
        await deps.refreshRest(workspaceId);
        return list(deps, workspaceId);
      },
    );

    app.put(
      '/api/v1/telephony/extensions/:ext',
      {
        schema: {
          summary: 'Give an extension to a user, or free it',
          tags,
          params: ExtensionParams,
          body: withExample(ExtensionAssign, { userId: EXAMPLE.userId }),
          response: {
            200: withExample(Extension, EXAMPLE),
            ...refused,
            ...failures(400, 'extension-taken', 'user-has-extension'),
          },
        },
      },
      async (request) => {
        const { workspaceId, userId: by } = signedIn(request);
        const extension = request.params.ext;
        await assignExtension(deps, { workspaceId, by, extension, userId: request.body.userId });
        return one(deps, workspaceId, extension);
      },
    );

    app.put(
      '/api/v1/telephony/extensions/:ext/recording',
      {
        schema: {
          summary: 'Switch the recording of an extension on or off',
          description: 'At the provider, at once, in its storage: what is sent by e-mail from there stays as it is.',
          tags,
          params: ExtensionParams,
          body: withExample(ExtensionRecording, { enabled: true }),
          response: { 200: withExample(Extension, EXAMPLE), ...refused, ...failures(400), ...providerFails },
        },
      },
      async (request) => {
        const { workspaceId, userId: by } = signedIn(request);
        const extension = request.params.ext;
        await switchRecording(deps, { workspaceId, by, extension, enabled: request.body.enabled });
        return one(deps, workspaceId, extension);
      },
    );

    app.put(
      '/api/v1/telephony/extensions/:ext/transcripts',
      {
        schema: {
          summary: 'Say which recordings of an extension become text',
          description: 'At the provider, at once, from its next recording on; the extension is recorded, too, unless `off`.',
          tags,
          params: ExtensionParams,
          body: withExample(ExtensionTranscripts, { mode: 'always' }),
          response: { 200: withExample(Extension, EXAMPLE), ...refused, ...failures(400, 409), ...providerFails },
        },
      },
      async (request) => {
        const { workspaceId, userId: by } = signedIn(request);
        const extension = request.params.ext;
        await switchTranscripts(deps, { workspaceId, by, extension, mode: request.body.mode });
        return one(deps, workspaceId, extension);
      },
    );

    app.post(
      '/api/v1/telephony/extensions/invitations',
      {
        schema: {
          summary: 'Make users from extensions that belong to nobody, and invite them',
          tags,
          body: withExample(Nullable(InvitationRequest), { extensions: ['101', '102'] }),
          response: { 201: withExample(Invitations, INVITATIONS_EXAMPLE), ...refused, ...failures(400, 409) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId: by } = signedIn(request);
        const items = await inviteFromExtensions(deps, { workspaceId, by, extensions: request.body?.extensions });
        return reply.code(201).send({ items });
      },
    );
  };
}

async function one(deps: ExtensionDeps, workspaceId: string, extension: string) {
  const { items } = await inWorkspace(deps.db, workspaceId, (tx) =>
    listExtensions(tx, { workspaceId, only: extension, now: deps.now() }),
  );
  if (!items[0]) throw new AppError('not-found', 'There is no such extension.');
  return items[0];
}

async function list(deps: ExtensionDeps, workspaceId: string) {
  const found = await inWorkspace(deps.db, workspaceId, (tx) => listExtensions(tx, { workspaceId, now: deps.now() }));
  return { ...found, nextCursor: null };
}
