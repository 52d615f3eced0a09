import { HttpConnection } from './http-connection.ts';
import type { Load, LoadResult } from './load.ts';
import { percentile } from './measures.ts';
import { startRequests } from './start-deliveries.ts';

const PACED_CONNECTIONS = 64;

type Tally = { latencies: number[]; decided: number };

process.once('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.(result, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function run({ calls, shape, seconds }: Load): Promise<LoadResult> {
  const requests = startRequests(calls, shape.kind === 'closed' ? shape.requestsMax : Math.ceil(shape.perSecond * seconds));
  const count = shape.kind === 'closed' ? shape.connections : PACED_CONNECTIONS;
  const connections = await Promise.all(Array.from({ length: count }, () => HttpConnection.open(calls.port)));
  const tally: Tally = { latencies: [], decided: 0 };
  const began = performance.now();
  if (shape.kind === 'closed') await keepBusy({ connections, requests, tally, until: began + seconds * 1000 });
  else await keepPace({ connections, requests, tally, perSecond: shape.perSecond });
  const elapsed = (performance.now() - began) / 1000;
  for (const connection of connections) connection.close();
  const { latencies, decided } = tally;
  return {
    answered: latencies.length,
    decided,
    seconds: elapsed,
    perSecond: decided / elapsed,
    latency: { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), max: percentile(latencies, 1) },
  };
}

async function send(connection: HttpConnection, request: Buffer, { tally, due }: { tally: Tally; due: number }): Promise<void> {
  const { status, body } = await connection.ask(request);
  if (status !== 200) throw new Error(`answered ${status}: ${body}`);
  tally.latencies.push(performance.now() - due);
  if (body.includes('"caller_name"')) tally.decided += 1;
}

type Busy = { connections: HttpConnection[]; requests: Buffer[]; tally: Tally; until: number };

async function keepBusy({ connections, requests, tally, until }: Busy): Promise<void> {
  let next = 0;
  const work = async (connection: HttpConnection): Promise<void> => {
    for (let now = performance.now(); now < until; now = performance.now()) {
      const request = requests[next++];
      if (request === undefined) throw new Error('the prepared requests ran out before the time did');
      await send(connection, request, { tally, due: now });
    }
  };
  await Promise.all(connections.map(work));
}

type Pace = { connections: HttpConnection[]; requests: Buffer[]; tally: Tally; perSecond: number };

/** Sends each request when it is due; one that finds no idle connection waits, and its waiting counts. */
async function keepPace({ connections, requests, tally, perSecond }: Pace): Promise<void> {
  const idle = [...connections];
  const began = performance.now();
  const dueAt = (n: number): number => began + (n * 1000) / perSecond;
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (let next = 0; next < requests.length && failures.length === 0; ) {
    const request = requests[next];
    const connection = dueAt(next) <= performance.now() ? idle.pop() : undefined;
    if (request === undefined || connection === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      continue;
    }
    const sent = send(connection, request, { tally, due: dueAt(next) })
      .then(() => void idle.push(connection))
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(sent));
    running.add(sent);
    next += 1;
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
