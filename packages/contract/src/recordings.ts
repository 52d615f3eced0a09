import { type Static, Type } from 'typebox';
import { ClientType } from './clients.ts';
import { Id, Nullable, OneOf } from './basics.ts';
import { TranscriptRef } from './transcripts.ts';

/*
 * GET    /calls/{id}/recordings             what there is, and what I may do with each → RecordingList
 * GET    /calls/{id}/recordings/{n}         the sound, in ranges; `?download=1` to be saved, by right
 * GET    /calls/{id}/recordings/{n}/peaks   the waveform → RecordingPeaks (404 without one)
 * POST   /calls/{id}/recordings/{n}/retry   202 Recording: it is asked for again (409 of one that is there, or was erased)
 * DELETE /calls/{id}/recordings/{n}         204, by right: the sound is erased, the entry stays
 * GET|PATCH /telephony/recordings           RecordingSettings; reading also by supervisors, changing by administrators
 * PUT    /telephony/extensions/{ext}/recording   ExtensionRecording → Extension
 * GET|PUT /clients/{type}/{id}/recording    DoNotKeep, DoNotKeepWrite → DoNotKeep; changing by supervisors and administrators
 */
export const RecordingState = OneOf('preparing', 'ready', 'unavailable');
export type RecordingState = Static<typeof RecordingState>;

/** Why there is nothing to hear: while it is being prepared the reason of the last attempt, afterwards the final one. */
export const RecordingReason = OneOf(
  'not-stored-yet',
  'link-expired',
  'not-audio',
  'empty',
  'too-large',
  'forbidden-address',
  'cut-off',
  'provider-unavailable',
  'not-connected',
  'storage-full',
  'storage-failed',
  'deleted',
  'expired',
  'not-kept',
);
export type RecordingReason = Static<typeof RecordingReason>;

/** As much of a recording as its call shows. */
export const RecordingRef = Type.Object({ n: Type.Integer(), state: RecordingState, seconds: Nullable(Type.Integer()) });

/** One recording of a call, and what whoever asks may do with it. */
export const Recording = Type.Object(
  {
    n: Type.Integer({ minimum: 1, description: 'The first of a call is 1; numbers never move' }),
    state: RecordingState,
    seconds: Nullable(Type.Integer({ description: 'Of the sound itself; null until it is here, or when it cannot be measured' })),
    reason: Nullable(RecordingReason),
    bytes: Nullable(Type.Integer()),
    mediaType: Nullable(Type.String({ examples: ['audio/mpeg', 'audio/wav'] })),
    hasPeaks: Type.Boolean({ description: 'Whether there is a waveform to draw' }),
    transcript: Nullable(TranscriptRef),
    may: Type.Object({
      listen: Type.Boolean({ description: 'And read the transcript' }),
      download: Type.Boolean(),
      delete: Type.Boolean(),
      retry: Type.Boolean(),
      transcribe: Type.Boolean({ description: 'Ask for a transcript, or again for one that has failed' }),
    }),
  },
  { title: 'Recording' },
);
export type Recording = Static<typeof Recording>;
export const RecordingList = Type.Object({ items: Type.Array(Recording), nextCursor: Type.Null() });

export const RecordingParams = Type.Object({ id: Id, n: Type.Integer({ minimum: 1, maximum: 32_767 }) });
export const RecordingQuery = Type.Object({
  download: Type.Optional(
    Type.Union([Type.Literal('1'), Type.Literal('0')], { description: '1 = to be saved as a file, for those who may' }),
  ),
});

/** The loudness of a recording, from its beginning to its end in equal steps. */
export const RecordingPeaks = Type.Object(
  {
    seconds: Nullable(Type.Number({ description: 'Length of the sound' })),
    peaks: Type.Array(Type.Number({ minimum: 0, maximum: 1 }), { description: 'At most 1,000; 1 is as loud as can be' }),
  },
  { title: 'RecordingPeaks' },
);
export type RecordingPeaks = Static<typeof RecordingPeaks>;

const retentionDays = Type.Integer({
  minimum: 1,
  maximum: 3650,
  description: 'Recordings of older calls are erased, once a day',
});
const downloadBy = OneOf('admin', 'supervisor', 'everybody');
const deleteBy = OneOf('admin', 'supervisor');
const transcribeBy = OneOf('admin', 'supervisor', 'everybody');

/** How long recordings are kept, and who may take them away (5.10). */
export const RecordingSettings = Type.Object(
  {
    retentionDays,
    downloadBy,
    deleteBy,
    transcribeBy,
    archive: OneOf('folder', 's3'),
    disk: Type.Object({
      files: Type.Integer(),
      bytes: Type.Integer({ description: 'Of the recordings of this workspace' }),
      preparing: Type.Integer(),
      unavailable: Type.Integer({ description: 'That could not be fetched' }),
      bytesPerDay: Type.Integer({ description: 'Mean of the last 30 days' }),
      forecastBytes: Type.Integer({ description: 'What will lie there at this retention, when days are as the last 30 were' }),
      freeBytes: Nullable(Type.Integer({ description: 'Left on the disk of the folder; null of S3' })),
      fullInDays: Nullable(
        Type.Integer({ description: 'When the disk is full at this pace; null = not before the retention empties it' }),
      ),
      waiting: Type.Boolean({ description: 'The disk is full: recordings wait until there is space' }),
    }),
  },
  { title: 'RecordingSettings' },
);
export type RecordingSettings = Static<typeof RecordingSettings>;
export const RecordingSettingsPatch = Type.Partial(Type.Object({ retentionDays, downloadBy, deleteBy, transcribeBy }));
export type RecordingSettingsPatch = Static<typeof RecordingSettingsPatch>;

/** The switch of one extension (5.9): what it says is recorded from now on, in the provider's storage. */
export const ExtensionRecording = Type.Object({ enabled: Type.Boolean() });

export const DoNotKeepParams = Type.Object({ type: ClientType, id: Id });
/** "Do not keep": conversations of this client are not copied into the archive (5.10). */
export const DoNotKeep = Type.Object({ doNotKeep: Type.Boolean() });
export type DoNotKeep = Static<typeof DoNotKeep>;
export const DoNotKeepWrite = Type.Object({
  doNotKeep: Type.Boolean(),
  eraseStored: Type.Optional(
    Type.Boolean({ default: false, description: 'With `doNotKeep`: what is here already is erased too' }),
  ),
});
