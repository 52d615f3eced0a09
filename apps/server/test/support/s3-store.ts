import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const S3_KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** A store that speaks enough S3, and believes nobody: each request's signature (version 4) is computed anew, and each body's hash. */
export type S3Store = {
  url: string;
  objects: Map<string, Buffer>;
  refused: string[];
  /** What the next requests meet: the line breaks while something is put, or while it is given back. */
  weather: 'fair' | 'breaks-putting' | 'breaks-giving';
  close: () => Promise<void>;
};

export async function s3Store(): Promise<S3Store> {
  const objects = new Map<string, Buffer>();
  const refused: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (store.weather === 'breaks-putting' && request.method === 'PUT') {
      request.once('data', () => request.socket.destroy());
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // read without an encoding
    const body = Buffer.concat(chunks);
    const fault = faultOf(request, body);
    if (fault !== undefined) {
      refused.push(fault);
      response.writeHead(403).end(`<Error><Code>${fault}</Code></Error>`);
      return;
    }
    const key = decodeURIComponent(request.url ?? '');
    const object = objects.get(key);
    if (request.method === 'PUT') {
      objects.set(key, body);
      response.writeHead(200).end();
    } else if (request.method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (!object) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    else if (store.weather === 'breaks-giving') {
      response.writeHead(200, { 'content-length': object.length });
      response.write(object.subarray(0, object.length / 2), () => response.destroy());
    } else give(request, response, object);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const store: S3Store = {
    weather: 'fair',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    objects,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return store;
}

function give(request: IncomingMessage, response: ServerResponse, object: Buffer): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  if (from === undefined) return void response.writeHead(200, { 'content-length': object.length }).end(object);
  const part = object.subarray(Number(from), Number(to) + 1);
  const range = `bytes ${from}-${Number(from) + part.length - 1}/${object.length}`;
  response.writeHead(206, { 'content-length': part.length, 'content-range': range }).end(part);
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** By the words of "Signature Version 4", and not by ours. */
function faultOf(request: IncomingMessage, body: Buffer): string | undefined {
  const header = request.headers.authorization ?? '';
  const [, id, scope = '', signed = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(header) ?? [];
  const hash = String(request.headers['x-amz-content-sha256']);
  if (id !== S3_KEYS.accessKeyId) return 'InvalidAccessKeyId';
  if (hash !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  if (!signed.split(';').includes('host')) return 'HostNotSigned';
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim().replace(/\s+/g, ' ')}\n`);
  const canonical = [request.method, path, query, headers.join(''), signed, hash].join('\n');
  const [date = '', region = '', service = ''] = scope.split('/');
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = ['aws4_request'].reduce(hmac, hmac(hmac(hmac(`AWS4${S3_KEYS.secretAccessKey}`, date), region), service));
  return hmac(key, toSign).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}
