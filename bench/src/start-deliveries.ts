import { randomBytes } from 'node:crypto';
import { sampleInboundCall } from '@carillon/zadarma/testing';
import { numberOf } from './client-numbers.ts';

export type Calls = {
  /** Of the server that takes them. */
  port: number;
  secret: string;
  /** Callers are drawn from the contacts 0 to `contacts` - 1. */
  contacts: number;
};

/** That many NOTIFY_START of distinct calls just begun, each from another known caller, as whole HTTP/1.1 requests. */
export function startRequests({ port, secret, contacts }: Calls, count: number): Buffer[] {
  const callStart = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const first = Math.floor(Math.random() * contacts);
  const step = 7 + 2 * Math.floor(Math.random() * 20); // odd: neighbours in time are no neighbours in the table
  const run = randomBytes(10).toString('hex');
  return Array.from({ length: count }, (_, n) => {
    const { start } = sampleInboundCall({
      secret,
      callStart,
      callerId: `+${numberOf((first + n * step) % contacts)}`,
      calledDid: '442079460123',
      pbxCallId: `in_${run}${String(n).padStart(20, '0')}`,
    });
    const { body, headers } = start();
    const lines = Object.entries({ ...headers, host: `127.0.0.1:${port}`, 'content-length': String(Buffer.byteLength(body)) });
    return Buffer.from(`POST /zadarma HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
  });
}
