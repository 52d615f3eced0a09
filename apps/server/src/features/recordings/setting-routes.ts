import { DoNotKeep, DoNotKeepParams, DoNotKeepWrite, RecordingSettings, RecordingSettingsPatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { audit } from '../../audit/audit.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { diskForecast } from './disk-forecast.ts';
import { readDoNotKeep, saveDoNotKeep } from './do-not-keep.ts';
import { readSettings, saveSettings } from './read-settings.ts';
import type { RecordingDeps } from './recording-deps.ts';

const tags = ['Recordings'];
const refusals = failures(400, 401, 403, 404, 422, 503);
const EXAMPLE = {
  retentionDays: 365,
  downloadBy: 'supervisor',
  deleteBy: 'admin',
  transcribeBy: 'supervisor',
  archive: 'folder',
  disk: {
    files: 4812,
    bytes: 5_200_000_000,
    preparing: 2,
    unavailable: 3,
    bytesPerDay: 42_000_000,
    forecastBytes: 15_330_000_000,
    freeBytes: 80_000_000_000,
    fullInDays: null,
    waiting: false,
  },
};

/** How long recordings are kept, who may take them away, and whose are not kept at all (5.10). */
export function recordingSettingRoutes(deps: RecordingDeps): FastifyPluginAsyncTypebox {
  const { db, now } = deps;
  return async (app) => {
    app.get(
      '/api/v1/telephony/recordings',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'How recordings are kept, and what they take of the disk',
          tags,
          response: { 200: withExample(RecordingSettings, EXAMPLE), ...refusals },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => settingsOf(deps, tx, workspaceId));
      },
    );

    app.patch(
      '/api/v1/telephony/recordings',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'Change how recordings are kept',
          description: 'A shorter time takes effect with the next daily run.',
          tags,
          body: withExample(RecordingSettingsPatch, { retentionDays: 90 }),
          response: { 200: withExample(RecordingSettings, EXAMPLE), ...refusals },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => {
          await saveSettings(tx, workspaceId, { ...(await readSettings(tx, workspaceId)), ...request.body });
          await audit(tx, { workspaceId, userId, action: 'recordings.settings-changed', about: { ...request.body }, at: now() });
          return settingsOf(deps, tx, workspaceId);
        });
      },
    );

    app.get(
      '/api/v1/clients/:type/:id/recording',
      {
        schema: {
          summary: 'Whether conversations of a client are kept',
          tags,
          params: DoNotKeepParams,
          response: { 200: withExample(DoNotKeep, { doNotKeep: false }), ...refusals },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return { doNotKeep: await inWorkspace(db, workspaceId, (tx) => readDoNotKeep(tx, workspaceId, request.params)) };
      },
    );

    app.put(
      '/api/v1/clients/:type/:id/recording',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Do not keep conversations of a client, or keep them again',
          description: 'With `eraseStored` what is in the archive goes too, for good.',
          tags,
          params: DoNotKeepParams,
          body: withExample(DoNotKeepWrite, { doNotKeep: true, eraseStored: false }),
          response: { 200: withExample(DoNotKeep, { doNotKeep: true }), ...refusals },
        },
      },
      async (request) => {
        const who = signedIn(request);
        const { doNotKeep, eraseStored = false } = request.body;
        await inWorkspace(db, who.workspaceId, (tx) =>
          saveDoNotKeep(tx, who, request.params, { doNotKeep, eraseStored, at: now() }),
        );
        return { doNotKeep };
      },
    );
  };
}

async function settingsOf(deps: RecordingDeps, tx: Tx, workspaceId: string): Promise<RecordingSettings> {
  const settings = await readSettings(tx, workspaceId);
  return {
    ...settings,
    archive: deps.archive.kind,
    disk: await diskForecast(tx, deps, { workspaceId, retentionDays: settings.retentionDays }),
  };
}
