import { type CallerMatch, decideCall, type DecisionInput, type Employee } from '@carillon/telephony';
import type { Finding } from './finding.ts';
import { median, percentile } from './measures.ts';

const TIMES = 20_000;
const CLIENTS = 20; // as many as the door reads
const NOW = new Date('2026-03-16T09:30:00Z'); // a Monday
const ago = (minutes: number): Date => new Date(+NOW - minutes * 60_000);

/** What deciding about one caller takes by itself, with everything switched on and every look looked: microseconds. */
export async function benchDecision(): Promise<Finding[]> {
  const input = busyCaller();
  for (let n = 0; n < TIMES / 4; n += 1) decideCall(input);
  const times: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const began = performance.now();
    decideCall(input);
    times.push((performance.now() - began) * 1000);
  }
  return [
    { what: 'decision alone, p50', measured: median(times), unit: 'µs' },
    { what: 'decision alone, p99', measured: percentile(times, 0.99), unit: 'µs', goal: { atMost: 50 } },
  ];
}

const FEATURES: DecisionInput['features'] = {
  blacklist: { enabled: true, reply: 'busy', hiddenNumbers: true },
  routeToResponsible: {
    enabled: true,
    rehearsal: false,
    returnTimeoutSeconds: 15,
    whenAmbiguous: 'openDeal',
    respectHours: true,
  },
  callerName: { enabled: true, template: '{company}, {contact}' },
};

/** Many cards of several employees with one number, nobody of them excused before the last look. */
function busyCaller(): DecisionInput {
  const employee = (userId: string, deputy: Employee | null): Employee => ({
    userId,
    active: true,
    extension: '101',
    talking: false,
    absence: { until: ago(deputy ? -60 : 1), deputy },
    registration: { offlineLooks: 0, at: ago(1) },
    rungOut: { inARow: 2, lastAt: ago(5) },
  });
  const matches = Array.from(
    { length: CLIENTS },
    (_, n): CallerMatch => ({
      type: 'contact',
      id: `${n}`,
      person: { family: 'Щукин', given: 'Юрий', patronymic: 'Олегович', display: 'Юрий Щукин' },
      company: { id: `c${n}`, name: 'ООО «Ромашка»' },
      responsible: employee(`u${n % 3}`, employee('deputy', null)),
      lastContactedAt: ago(n),
    }),
  );
  return {
    now: NOW,
    caller: { kind: 'number', e164: '+79161234567', readings: ['+79161234567'] },
    listed: null,
    matches,
    deals: [{ id: 'd', responsible: null }],
    talked: { who: employee('u9', null), at: ago(9) },
    hours: {
      timezone: 'Europe/Moscow',
      weekly: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
      exceptions: [{ date: '2026-05-09', spans: [] }],
    },
    features: FEATURES,
  };
}
