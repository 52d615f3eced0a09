import { describe, expect, test } from 'vitest';
import type { Faults } from '../src/index.ts';
import { notificationSignature } from '../src/signature.ts';
import { telephoneCompany } from './support/telephone-company.ts';

async function twentyCalls({ seed = 'one', ...faults }: Partial<Faults> & { seed?: string }) {
  const company = telephoneCompany({ seed, faults });
  for (let i = 0; i < 20; i += 1) {
    const id = company.cloud.dialIn({ from: `44207946010${i % 10}`, did: '442079460123' });
    await company.pass(6);
    const [extension] = company.cloud.ringing(id);
    if (extension) company.cloud.answer(id, extension);
    await company.pass(20);
    company.cloud.hangUp(id);
  }
  await company.pass(200);
  return company;
}

const asSent = (company: Awaited<ReturnType<typeof twentyCalls>>) =>
  company.received.map(({ at, fields, posting }) => [at, fields, posting.headers['Signature']]);

describe('a bad network', () => {
  const everything = { delay: 0.2, repeat: 0.2, reorder: 0.2, lose: 0.2, wrongSignature: 0.2 };

  test('is the same for the same seed, to the millisecond', async () => {
    expect(asSent(await twentyCalls(everything))).toEqual(asSent(await twentyCalls(everything)));
  });

  test('is another one for another seed', async () => {
    expect(asSent(await twentyCalls(everything))).not.toEqual(asSent(await twentyCalls({ ...everything, seed: 'two' })));
  });

  test('loses what it loses, and says so on the wire', async () => {
    const company = await twentyCalls({ lose: 0.3 });
    const lost = company.cloud.wire().filter(({ faults }) => faults.includes('lose'));
    expect(lost.length).toBeGreaterThan(10);
    expect(lost.every(({ sentAt, answer }) => sentAt === null && answer === null)).toBe(true);
    expect(company.received).toHaveLength(company.cloud.wire().length - lost.length);
  });

  test('repeats word for word', async () => {
    const company = await twentyCalls({ repeat: 1 });
    const copies = company.cloud.wire().filter(({ repeated }) => repeated);
    expect(copies.length * 2).toBe(company.cloud.wire().length);
    const bodies = company.received.map(({ posting }) => posting.body);
    expect(new Set(bodies).size * 2).toBe(bodies.length);
  });

  test('reorders within a call but loses nothing', async () => {
    const [calm, bad] = [await twentyCalls({}), await twentyCalls({ reorder: 0.4 })];
    const bodies = (company: typeof calm): string[] => company.received.map(({ posting }) => posting.body);
    expect(bodies(bad)).not.toEqual(bodies(calm));
    expect(bodies(bad).length).toBe(bodies(calm).length);
    const overtaken = bad.cloud.wire().filter((entry, place, wire) => {
      const next = wire.slice(place + 1).find(({ callId }) => callId === entry.callId);
      return next?.sentAt && entry.sentAt && next.sentAt <= entry.sentAt && entry.faults.includes('reorder');
    });
    expect(overtaken.length).toBeGreaterThan(0);
  });

  test('signs wrongly what it is told to, and only that', async () => {
    const company = await twentyCalls({ wrongSignature: 0.5 });
    for (const { signature, fields, faults } of company.cloud.wire()) {
      expect(signature === notificationSignature(fields, company.cloud.secret)).toBe(!faults.includes('wrongSignature'));
    }
  });

  test('changes nothing about what really happened', async () => {
    const rows = (company: Awaited<ReturnType<typeof twentyCalls>>) =>
      company.cloud.statistics().filter(({ seconds }) => seconds > 0);
    expect(rows(await twentyCalls({ repeat: 0.5, reorder: 0.3, wrongSignature: 0.5 }))).toHaveLength(
      rows(await twentyCalls({})).length,
    );
  });

  test('a lost START leaves the call to the default scenario after the deadline', async () => {
    const company = telephoneCompany({ faults: { lose: 1 } });
    company.cloud.dialIn({ from: '442079460101', did: '442079460123' });
    await company.pass(4.9);
    expect(company.cloud.calls()[0]?.state).toBe('menu');
    await company.pass(0.5);
    expect(company.cloud.calls()[0]?.state).toBe('ringing');
    expect(company.cloud.complaints()[0]?.text).toContain('no reply within 5 s');
  });
});
