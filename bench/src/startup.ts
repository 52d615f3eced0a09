import type { Bench } from './benchmark.ts';
import { startCarillon } from './carillon-process.ts';
import type { Finding } from './finding.ts';
import { freePort, temporaryFolder } from './installation.ts';
import { median } from './measures.ts';
import { Scope } from './scope.ts';

const TIMES = 3;
const SETTLE_MS = 2000;

/** From the command to the line "ready", on a new and on an old data directory, and what the server process holds in memory then. */
export async function benchStartup({ scope }: Bench): Promise<Finding[]> {
  const fresh: number[] = [];
  const again: number[] = [];
  const resident: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const dataDir = temporaryFolder(scope);
    fresh.push((await startOnce(dataDir)).readyMs / 1000);
    const second = await startOnce(dataDir);
    again.push(second.readyMs / 1000);
    resident.push(second.resident);
  }
  return [
    { what: 'start, new data directory', measured: median(fresh), unit: 's', goal: { atMost: 5 } },
    { what: 'start, old data directory', measured: median(again), unit: 's', goal: { atMost: 2 } },
    { what: 'memory of the server process', measured: median(resident), unit: 'MB', goal: { atMost: 200 } },
  ];
}

async function startOnce(dataDir: string): Promise<{ readyMs: number; resident: number }> {
  const scope = new Scope();
  try {
    const carillon = await startCarillon(scope, { dataDir, port: await freePort() });
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return { readyMs: carillon.readyMs, resident: carillon.residentMegabytes() };
  } finally {
    await scope.close();
  }
}
