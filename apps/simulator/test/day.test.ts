import { describe, expect, test } from 'vitest';
import { playDay } from '../src/index.ts';
import { telephoneCompany } from './support/telephone-company.ts';

async function aDay({ calls = 500, ...arrangement }: Parameters<typeof telephoneCompany>[0] & { calls?: number } = {}) {
  const company = telephoneCompany(arrangement);
  playDay(company.cloud, { calls });
  await company.clock.run();
  return company;
}

describe('a day of 500 calls', () => {
  test('ends: no call is left hanging, and nothing failed', async () => {
    const { cloud } = await aDay();
    expect(cloud.calls().length).toBeGreaterThanOrEqual(480);
    expect(cloud.inFlight()).toEqual([]);
    expect(cloud.complaints()).toEqual([]);
  });

  test('leaves the same trace for the same seed', async () => {
    const [one, other] = [await aDay(), await aDay()];
    expect(one.received).toEqual(other.received);
    expect(one.cloud.statistics()).toEqual(other.cloud.statistics());
  });

  test('the statistics equal what the CRM was told: ids, talk seconds, result, recordings', async () => {
    const company = await aDay();
    const told = new Map([...company.events('END'), ...company.events('OUT_END')].map((end) => [end['pbx_call_id'] ?? '', end]));
    const ids = new Set(company.cloud.statistics().map(({ pbxCallId }) => pbxCallId));
    expect(new Set(told.keys())).toEqual(ids);
    for (const [id, end] of told) {
      const rows = company.cloud.statistics().filter(({ pbxCallId }) => pbxCallId === id);
      expect(rows.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(Number(end['duration']));
      expect(rows.some(({ disposition }) => disposition === 'answered')).toBe(end['disposition'] === 'answered');
      expect(rows.some(({ recorded }) => recorded)).toBe(end['is_recorded'] === '1');
    }
    expect(company.events('RECORD')).toHaveLength(company.cloud.statistics().filter(({ recorded }) => recorded).length);
  });

  test('no phone talks to two people at once', async () => {
    const { cloud } = await aDay({
      reply: ({ event }) => (event === 'NOTIFY_START' ? { redirect: '101', return_timeout: 5 } : undefined),
    });
    const talks = cloud
      .calls()
      .filter(({ kind, answeredAt, parties }) => kind === 'inbound' && answeredAt && parties.length > 1)
      .flatMap(({ answeredAt, endedAt, parties }) => {
        const answered = parties.filter(({ side }) => side === 'company');
        return answered.length === 1 ? [{ who: answered[0]?.party, from: Number(answeredAt), until: Number(endedAt) }] : [];
      });
    const clashes = talks.filter((one) =>
      talks.some((two) => one !== two && one.who === two.who && two.from >= one.from && two.from < one.until),
    );
    expect(clashes).toEqual([]);
    expect(talks.length).toBeGreaterThan(20);
  });

  test('with every fault at once it still ends, and really happened', async () => {
    const { cloud } = await aDay({ faults: { delay: 0.1, repeat: 0.1, reorder: 0.1, lose: 0.1, wrongSignature: 0.1 } });
    expect(cloud.inFlight()).toEqual([]);
    expect(cloud.statistics().length).toBeGreaterThan(500);
  });
});
