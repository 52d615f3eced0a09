import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Calls } from './start-deliveries.ts';

/** Calls one after another on each connection (closed), or so many a second whatever the answers take (constant). */
export type LoadShape = { kind: 'closed'; connections: number; requestsMax: number } | { kind: 'constant'; perSecond: number };
export type Load = { calls: Calls; shape: LoadShape; seconds: number };

export type LoadResult = {
  answered: number;
  /** Answered with a decision: where the call goes, and who calls. */
  decided: number;
  seconds: number;
  /** Decisions a second: an empty answer is quick and helps nobody. */
  perSecond: number;
  /** Milliseconds from the moment a request was due to its whole answer. */
  latency: { p50: number; p99: number; max: number };
};

/** Runs the load in a process of its own. @throws when a request fails or an answer is no 200. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const child = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)), { execArgv: process.execArgv });
  const message = once(child, 'message');
  const exit = once(child, 'exit');
  child.send(load);
  const first = await Promise.race([message.then(([result]) => result as LoadResult), exit.then(([code]) => Number(code))]);
  if (typeof first === 'number') throw new Error(`the load process ended with ${first}`);
  await exit;
  return first;
}
