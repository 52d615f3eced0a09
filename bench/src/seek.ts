import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './benchmark.ts';
import type { Finding } from './finding.ts';
import { type Installation, openInstallation } from './installation.ts';
import { percentile } from './measures.ts';
import { bareRequest } from './bare-request.ts';

const SECONDS = 3600;
const BYTES_A_SECOND = 16_000; // the largest the provider keeps: wave, 8 kHz, 16 bit
const SEEKS = 100;
const REST_MS = 20; // a token may ask a hundred times a second
const CALL_ID = '01920000-0000-7000-8000-000000000001';

/** A recording of an hour in the archive: from asking for a place in it to the first sound from there. */
export async function benchSeek({ scope }: Bench): Promise<Finding[]> {
  const installation = await openInstallation(scope);
  await layDownRecording(installation);
  const times: number[] = [];
  for (let n = 0; n <= SEEKS; n += 1) {
    const milliseconds = await seek(installation, Math.floor(Math.random() * SECONDS) * BYTES_A_SECOND);
    if (n > 0) times.push(milliseconds);
    await delay(REST_MS);
  }
  return [
    ...(await bareRequest(installation)),
    { what: 'seek in 60 minutes: first sound, p50', measured: percentile(times, 0.5), unit: 'ms' },
    { what: 'seek in 60 minutes: first sound, p95', measured: percentile(times, 0.95), unit: 'ms', goal: { atMost: 100 } },
  ];
}

/** As a player seeks: everything from there, of which it stops reading when it has gone elsewhere. */
async function seek({ url, token }: Installation, from: number): Promise<number> {
  const stop = new AbortController();
  const began = performance.now();
  const response = await fetch(`${url}/api/v1/calls/${CALL_ID}/recordings/1`, {
    headers: { authorization: `Bearer ${token}`, range: `bytes=${from}-` },
    signal: stop.signal,
  });
  if (response.status !== 206 || response.body === null) throw new Error(`the recording: ${response.status}`);
  const { value } = await response.body.getReader().read();
  const milliseconds = performance.now() - began;
  if (value === undefined || value.length === 0) throw new Error('no sound');
  stop.abort();
  return milliseconds;
}

async function layDownRecording({ database, dataDir }: Installation): Promise<void> {
  const bytes = SECONDS * BYTES_A_SECOND;
  const { rows } = await database.query<{ workspaceId: string }>('select id as "workspaceId" from workspaces limit 1');
  const key = `${rows[0]?.workspaceId}/2026-01/${CALL_ID}-1.wav`;
  const path = join(dataDir, 'recordings', key);
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  const second = Buffer.alloc(BYTES_A_SECOND, 1);
  for (let n = 0; n < SECONDS; n += 1) if (!file.write(second)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
  await database.query(
    `insert into calls (workspace_id, id, connection_id, pbx_call_id, status, running, confirmed, started_at, talk_seconds)
     select workspace_id, $1, id, 'in_an_hour', 'answered', false, true, now() - interval '2 hours', $2 from connections`,
    [CALL_ID, SECONDS],
  );
  await database.query(
    `insert into call_recordings (workspace_id, call_id, n, provider_id, state, started_at, file_key, media_type, bytes, seconds, stored_at)
     select workspace_id, $1, 1, 'an-hour', 'ready', now() - interval '2 hours', $2, 'audio/wav', $3, $4, now() from connections`,
    [CALL_ID, key, bytes, SECONDS],
  );
}
