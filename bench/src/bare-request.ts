import type { Finding } from './finding.ts';
import type { Installation } from './installation.ts';
import { percentile } from './measures.ts';

const TIMES = 100;

/** What the machine gives at this moment: a request that does nothing. On a loaded one the figures beside it hold as much waiting. */
export async function bareRequest({ url }: Pick<Installation, 'url'>): Promise<Finding[]> {
  const times: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const began = performance.now();
    await (await fetch(`${url}/healthz`)).text();
    times.push(performance.now() - began);
  }
  return [
    { what: 'bare request of this moment, p50', measured: percentile(times, 0.5), unit: 'ms' },
    { what: 'bare request of this moment, p95', measured: percentile(times, 0.95), unit: 'ms' },
  ];
}
