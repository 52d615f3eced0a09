import { type Bench, MANY, say } from './benchmark.ts';
import { callsOf, drain } from './door.ts';
import { EVERYTHING } from './every-feature.ts';
import type { Finding } from './finding.ts';
import { runLoad } from './load.ts';
import { median } from './measures.ts';

const ROUNDS = 3;
const SECONDS = 3;
const CONNECTIONS = 32;
const FASTEST = 15_000; // requests a second that are prepared for

type Switches = Record<keyof typeof EVERYTHING, boolean>;

const SETTINGS: { name: string; on: Partial<Switches> }[] = [
  { name: 'none', on: {} },
  { name: 'blacklist', on: { blacklist: true } },
  { name: 'to the responsible', on: { routeToResponsible: true } },
  { name: 'name on the phone', on: { callerName: true } },
  { name: 'new clients', on: { autoCreate: true } },
  { name: 'missed calls', on: { missedCalls: true } },
  { name: 'all', on: { blacklist: true, routeToResponsible: true, callerName: true, autoCreate: true, missedCalls: true } },
];

/** What each feature costs at NOTIFY_START: answers a second with it alone, against none, in turns. */
export async function benchFeatures({ large }: Bench): Promise<Finding[]> {
  const installation = await large();
  const rates = new Map<string, number[]>(SETTINGS.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, on } of SETTINGS) {
      await installation.ask('PATCH /telephony/settings', { features: switched(on) });
      const { answered, seconds } = await runLoad({
        calls: callsOf(installation, MANY),
        shape: { kind: 'closed', connections: CONNECTIONS, requestsMax: SECONDS * FASTEST },
        seconds: SECONDS,
      });
      await drain(installation);
      rates.get(name)?.push(answered / seconds);
      say(`${name}: ${(answered / seconds).toFixed(0)}/s`);
    }
  }
  await installation.ask('PATCH /telephony/settings', { features: EVERYTHING });
  const none = median(rates.get('none') ?? []);
  return SETTINGS.map(({ name }) => ({
    what: `START with ${name} on / with none`,
    measured: median(rates.get(name) ?? []) / none,
    unit: '',
  }));
}

const switched = (on: Partial<Switches>): object => ({
  autoCreate: { inbound: { enabled: on.autoCreate ?? false }, outbound: { enabled: on.autoCreate ?? false } },
  routeToResponsible: { enabled: on.routeToResponsible ?? false },
  callerName: { enabled: on.callerName ?? false },
  missedCalls: { enabled: on.missedCalls ?? false },
  blacklist: { enabled: on.blacklist ?? false },
});
