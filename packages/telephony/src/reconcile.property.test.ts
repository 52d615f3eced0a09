import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call, CallFact } from './call.ts';
import { foldCall } from './fold-call.ts';
import { type CloudCall, reconcile } from './reconcile.ts';
import { after, fact, type Said } from './testing.ts';

const CLIENT = { text: '+79161234567', e164: '+79161234567', readings: ['+79161234567'] };
const DAY_MS = 86_400_000;
const options = { pbxCallId: 'in_1', now: after(600), freshForMs: DAY_MS, confirmed: true };

type Story = { told: Said[]; cloud: CloudCall };

/** An incoming call as its events tell it, and as the statistics do. */
const stories = fc
  .record({
    group: fc.subarray(['101', '102', '103'], { minLength: 1 }),
    taken: fc.boolean(),
    handedOn: fc.boolean(),
    talkSeconds: fc.integer({ min: 2, max: 300 }),
    word: fc.constantFrom('no answer', 'cancel', 'busy'),
    recorded: fc.boolean(),
  })
  .map(({ group, taken, handedOn, talkSeconds, word, recorded }): Story => {
    const [taker = '101'] = group;
    const told: Said[] = [{ kind: 'arrived' }, ...group.map((extension): Said => ({ kind: 'rang', extension }))];
    const leg = (extension: string, answered: boolean) => ({
      extension,
      userId: `user-${extension}`,
      startedAt: after(0),
      answered,
    });
    const legs = group.map((extension) => leg(extension, taken && extension === taker));
    const last = taken && handedOn ? '201' : taker;
    if (taken) told.push({ kind: 'answered', extension: taker });
    if (taken && handedOn) {
      told.push({ kind: 'rang', extension: '201', transferFrom: taker });
      told.push({ kind: 'answered', extension: '201', transferFrom: taker });
      legs.push({ ...leg('201', true), startedAt: after(1) });
    }
    const end = taken ? { extension: taker, lastExtension: last, talkSeconds } : { disposition: word, talkSeconds: 0 };
    told.push({ kind: 'hung-up', ...end });
    const recordingIds = taken && recorded ? ['1773651600.100'] : [];
    for (const recordingId of recordingIds) told.push({ kind: 'recorded', recordingId });
    const cloud: CloudCall = {
      pbxCallId: 'in_1',
      direction: 'inbound',
      startedAt: after(0),
      endedAt: after(taken ? talkSeconds : 1),
      other: CLIENT,
      did: '+74951112233',
      ownLeg: false,
      disposition: taken ? 'answered' : 'no answer',
      talkSeconds: taken ? talkSeconds : 0,
      legs,
      recordingIds: recordingIds.map((id) => id.replace(/0+$/, '')), // as a JSON number
    };
    return { told, cloud };
  });

const inOrder = (told: readonly Said[]): CallFact[] => told.map((said, n) => fact(n, said));

/** Everything "equal to the cloud" means. */
function measured({ direction, status, talkSeconds, extension, recordings }: Call): object {
  return { direction, status, talkSeconds, extension: status === 'answered' ? extension : null, recordings: recordings.length };
}

test('5.8 a call whose every event came is not touched by the statistics that agree with it', () => {
  fc.assert(
    fc.property(stories, ({ told, cloud }) => {
      const found = reconcile(cloud, inOrder(told), options);
      expect(found).toEqual({ verdict: 'same', repairs: [], doubt: null, ownLeg: false });
    }),
  );
});

test('5.8 whatever was lost: one comparison makes the call equal to the cloud, and a second one adds nothing', () => {
  const losses = stories.chain(({ told, cloud }) =>
    fc.record({ told: fc.constant(told), cloud: fc.constant(cloud), heard: fc.subarray(inOrder(told)) }),
  );
  fc.assert(
    fc.property(losses, ({ told, cloud, heard }) => {
      const late = { ...options, now: after(5 * 3600) }; // past every deadline
      const { repairs, doubt } = reconcile(cloud, heard, late);
      expect(doubt).toBeNull();
      const repaired = foldCall([...heard, ...repairs], options);
      expect(measured(repaired)).toEqual(measured(foldCall(inOrder(told), options)));
      expect(reconcile(cloud, [...heard, ...repairs], late).repairs).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('F2 5.8 events and statistics in any order, before or after each other, give the very same call', () => {
  const arrivals = stories.chain(({ told, cloud }) => {
    const facts = [...inOrder(told), ...reconcile(cloud, null, options).repairs];
    return fc.record({ facts: fc.constant(facts), listed: fc.shuffledSubarray(facts, { minLength: facts.length }) });
  });
  fc.assert(
    fc.property(arrivals, ({ facts, listed }) => {
      expect(foldCall(listed, options)).toEqual(foldCall(facts, options));
      const heard = facts.filter(({ source }) => source === 'event');
      expect(foldCall(listed, options)).toEqual(foldCall(heard, options)); // statistics that agree add nothing
    }),
  );
});
