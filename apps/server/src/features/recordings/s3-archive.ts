import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import { type Dispatcher, request } from 'undici';
import type { RecordingsPlace } from '../../config.ts';
import { type Archive, ArchiveMiss } from './archive.ts';

type Bucket = Extract<RecordingsPlace, { kind: 's3' }>;
type Send = { method: 'PUT' | 'GET' | 'DELETE'; key: string; headers?: Record<string, string>; body?: Readable };

const EMPTY_SHA256 = createHash('sha256').digest('hex');
const IDLE_MS = 30_000;

/** An archive in a bucket of anybody who speaks S3. With an endpoint the bucket stands in the path, as MinIO and most others want it. */
export function s3Archive(bucket: Bucket, incoming: string): Archive {
  return {
    kind: 's3',
    incoming,
    put: async (key, { path, bytes, mediaType }) => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      const headers = {
        'content-type': mediaType,
        'content-length': String(bytes),
        'x-amz-content-sha256': hash.digest('hex'), // the store refuses what was changed on its way
      };
      await finish(await send(bucket, { method: 'PUT', key, headers, body: createReadStream(path) }), key);
    },
    open: async (key, range) => {
      const headers = range ? { range: `bytes=${range.start}-${range.end}` } : {};
      const answer = await send(bucket, { method: 'GET', key, headers });
      if (answer.statusCode === (range ? 206 : 200)) {
        return answer.body.on('error', () => undefined); // a player that leaves in the middle is no fault; whoever reads hears of it all the same
      }
      await refuse(answer, key);
      throw new Error('The store gave another part of the file than it was asked for.');
    },
    remove: async (key) => {
      const answer = await send(bucket, { method: 'DELETE', key });
      if (answer.statusCode === 404) await answer.body.dump();
      else await finish(answer, key);
    },
  };
}

async function send(bucket: Bucket, { method, key, headers = {}, body }: Send): Promise<Dispatcher.ResponseData> {
  const { accessKeyId = '', secretAccessKey = '', sessionToken } = bucket.credentials ?? {};
  const signed = await new AwsV4Signer({
    method,
    url: urlOf(bucket, key),
    headers: { 'x-amz-content-sha256': EMPTY_SHA256, ...headers },
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    service: 's3',
    region: bucket.region,
  }).sign();
  return request(signed.url.toString(), {
    method,
    headers: Object.fromEntries([...signed.headers].filter(([name]) => name !== 'host')), // signed, and set by the connection itself
    body: body ?? null,
    headersTimeout: IDLE_MS,
    bodyTimeout: IDLE_MS,
  });
}

function urlOf({ bucket, prefix, endpoint, region }: Bucket, key: string): string {
  const path = [prefix, key]
    .filter((part) => part !== '')
    .join('/')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (endpoint === undefined) return `https://${bucket}.s3.${region}.amazonaws.com/${path}`;
  return `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}/${path}`;
}

async function finish(answer: Dispatcher.ResponseData, key: string): Promise<void> {
  if (answer.statusCode >= 300) await refuse(answer, key);
  await answer.body.dump();
}

/** The store's own words are for the log only: they may tell of keys and addresses. */
async function refuse(answer: Dispatcher.ResponseData, key: string): Promise<void> {
  if (answer.statusCode < 300) return answer.body.dump();
  const words = (await answer.body.text()).slice(0, 500);
  if (answer.statusCode === 404) throw new ArchiveMiss(key);
  throw new Error(`The store of recordings answered ${answer.statusCode}: ${words}`);
}
