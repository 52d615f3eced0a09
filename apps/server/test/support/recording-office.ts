import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recording } from '@carillon/contract';
import { type Simulator, startSimulator } from '@carillon/simulator';
import { sql } from 'kysely';
import type { Archive } from '../../src/features/recordings/archive.ts';
import { eraseUnwanted, sweepOld } from '../../src/features/recordings/erase-recordings.ts';
import { folderArchive } from '../../src/features/recordings/folder-archive.ts';
import { openSoundMeter } from '../../src/features/recordings/measure-sound.ts';
import { fetchDueRecordings } from '../../src/features/recordings/recording-clock.ts';
import type { RecordingDeps } from '../../src/features/recordings/recording-deps.ts';
import { recordingRoutes } from '../../src/features/recordings/routes.ts';
import { recordingSettingRoutes } from '../../src/features/recordings/setting-routes.ts';
import { transcriptRoutes } from '../../src/features/transcripts/routes.ts';
import { makeDueTranscripts } from '../../src/features/transcripts/transcript-clock.ts';
import { wantTranscript } from '../../src/features/transcripts/want-transcript.ts';
import { createLogger } from '../../src/http/logging.ts';
import { createProviderClients } from '../../src/provider/provider-clients.ts';
import { providerList } from '../../src/provider/providers.ts';
import { transcriptDeps } from '../../src/recording-parts.ts';
import { transcriptNews } from '../../src/transcript-news.ts';
import { sealSecret } from '../../src/secret.ts';
import { openOffice, type Person, type PhoneOffice, PBX_SECRET, SERVER_SECRET } from './phone-office.ts';

/** A phone office whose calls are recorded by a pretend cloud, and an archive in a folder. */
export type RecordingOffice = {
  office: PhoneOffice;
  cloud: Simulator['cloud'];
  folder: string;
  free: { bytes: number };
  deps: RecordingDeps;
  /** A talk of 101, recorded; its recordings are in the cloud when `inCloud` says so. */
  talk: (more?: {
    callerId?: string;
    recordings?: string[];
    inCloud?: boolean;
    seconds?: number;
    told?: boolean;
    internal?: string;
  }) => Promise<Talk>;
  /** What is due is fetched. */
  fetch: (more?: Partial<RecordingDeps>) => Promise<void>;
  /** The provider is asked for the words that are due. */
  transcribe: () => Promise<void>;
  erase: () => Promise<void>;
  recordings: (callId: string, by?: Person) => Promise<Recording[]>;
  /** Every file of the archive, waveforms and parts apart. */
  files: () => Promise<{ sounds: string[]; peaks: string[]; parts: string[] }>;
  close: () => Promise<void>;
};
export type Talk = { callId: string; pbxCallId: string; ids: string[]; store: (seconds?: number) => void };

let last = 100_000;
/** A recording's id that no test has used. */
export const freshId = (): string => `1773480413.${(last += 1)}`;

export async function recordingOffice(archiveOf?: (folder: string) => Archive): Promise<RecordingOffice> {
  const simulator = await startSimulator({
    key: 'key',
    secret: PBX_SECRET,
    behaviour: { requestsPerMinute: 100_000, speechSeconds: 0 },
  });
  const { cloud } = simulator;
  const folder = await mkdtemp(join(tmpdir(), 'carillon-recordings-'));
  const archive = archiveOf?.(folder) ?? folderArchive(folder);
  const free = { bytes: 10 ** 12 };
  const providers = providerList(simulator.url);
  const meter = openSoundMeter();
  const settled: { deps?: RecordingDeps } = {};
  const office = await openOffice({
    more: ({ db, now, log }) => {
      const clients = createProviderClients({ db, providers, secret: SERVER_SECRET });
      settled.deps = {
        db,
        now,
        log,
        clients,
        providers,
        archive,
        freeBytes: async () => free.bytes,
        meter,
        onFetched: wantTranscript,
      };
      return [
        recordingRoutes(settled.deps),
        recordingSettingRoutes(settled.deps),
        transcriptRoutes(transcriptDeps({ ...settled.deps, hearOfTranscripts: async () => undefined })),
      ];
    },
  });
  const { deps } = settled;
  if (!deps) throw new Error('The office has made no routes.');
  const connected = sealSecret({ secret: SERVER_SECRET, purpose: 'provider-secret', plain: PBX_SECRET });
  await office.within((tx) =>
    sql`update connections set provider = 'custom', sealed_secret = ${connected} where workspace_id = ${office.company.workspaceId}`.execute(
      tx,
    ),
  );
  const quiet = createLogger({ level: 'silent' });

  const talk: RecordingOffice['talk'] = async ({
    callerId,
    recordings = [freshId()],
    inCloud = true,
    seconds = 3,
    told = true,
    internal = '101',
  } = {}) => {
    const call = callerId === undefined ? office.inbound() : office.inbound(callerId);
    const store = (length = seconds): void => {
      for (const callId of recordings)
        cloud.recordings.add({
          callId,
          pbxCallId: call.pbxCallId,
          extension: internal,
          startedAt: new Date(),
          seconds: length,
          availableAt: new Date(0),
        });
    };
    if (inCloud) store();
    const [first = ''] = recordings;
    await office.play([
      call.start(),
      call.internal(internal),
      call.answer(internal),
      call.end({ internal, callIdWithRec: first }),
    ]);
    if (told) await office.play(recordings.slice(1).map((id) => call.record(id)));
    await office.settle();
    const shown = await office.call(call.pbxCallId);
    if (!shown) throw new Error('The call is not there.');
    return { callId: shown.id, pbxCallId: call.pbxCallId, ids: recordings, store };
  };

  return {
    office,
    cloud,
    folder,
    free,
    deps,
    talk,
    fetch: async (more = {}) => {
      // the tests of a minute may ask more often than a minute allows
      await office.within((tx) =>
        sql`delete from provider_requests where workspace_id = ${office.company.workspaceId}`.execute(tx),
      );
      await fetchDueRecordings({ ...deps, log: quiet, ...more });
    },
    transcribe: () => {
      const hearOfTranscripts = transcriptNews({
        ...deps,
        log: quiet,
        publicUrl: 'http://127.0.0.1:9',
        baseDomain: undefined,
      });
      return makeDueTranscripts(transcriptDeps({ ...deps, log: quiet, hearOfTranscripts }));
    },
    erase: async () => {
      await sweepOld(deps);
      await eraseUnwanted(deps);
    },
    recordings: async (callId, by = office.company.admin) => (await office.ask(by, `GET /calls/${callId}/recordings`)).body.items,
    files: async () => {
      const all = (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((each) => each.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
      const parts = all.filter((name) => name.startsWith('.incoming'));
      const rest = all.filter((name) => !name.startsWith('.incoming'));
      return {
        parts,
        peaks: rest.filter((name) => name.endsWith('.json')),
        sounds: rest.filter((name) => !name.endsWith('.json')),
      };
    },
    close: async () => {
      await office.close();
      await meter.close();
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
