import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Call, CallFact } from './call.ts';
import { nextDeadline, ringsRunningAt } from './call-clock.ts';
import { announcementsOf } from './effects.ts';
import { foldCall } from './fold-call.ts';
import { after, fact, type Said } from './testing.ts';

const GROUP = ['101', '102', '103'];

/** A call as the PBX would tell it, each phone ringing once: who rang, who took it, to whom it was handed on, how it ended. */
const inboundStory = fc
  .record({
    group: fc.subarray(GROUP),
    taker: fc.option(fc.constantFrom(...GROUP), { nil: null }),
    handedTo: fc.option(fc.constantFrom('201', '202'), { nil: null }),
    transferTaken: fc.boolean(),
    recordings: fc.subarray(['1.1', '1.2']),
    disposition: fc.constantFrom('no answer', 'cancel', 'busy'),
    talkSeconds: fc.integer({ min: 1, max: 600 }),
  })
  .map(({ group, taker, handedTo, transferTaken, recordings, disposition, talkSeconds }): Said[] => {
    const told: Said[] = [{ kind: 'arrived' }, ...group.map((extension): Said => ({ kind: 'rang', extension }))];
    const took = taker !== null && group.includes(taker) ? taker : null;
    const records = recordings.map((recordingId): Said => ({ kind: 'recorded', recordingId }));
    if (took === null) return [...told, { kind: 'hung-up', disposition, talkSeconds: 0 }, ...records];
    told.push({ kind: 'answered', extension: took });
    if (handedTo !== null) told.push({ kind: 'rang', extension: handedTo, transferFrom: took });
    const last = handedTo !== null && transferTaken ? handedTo : took;
    if (last !== took) told.push({ kind: 'answered', extension: last, transferFrom: took });
    return [
      ...told,
      { kind: 'hung-up', extension: took, lastExtension: last, talkSeconds, recordingId: '1.3', recorded: true },
      ...records,
    ];
  });

const outboundStory = fc
  .record({
    named: fc.boolean(),
    answered: fc.boolean(),
    disposition: fc.constantFrom('no answer', 'busy', 'failed', 'no money'),
  })
  .map(({ named, answered, disposition }): Said[] => [
    { kind: 'dialled', extension: '101' },
    ...(answered ? [{ kind: 'answered', extension: named ? '101' : null } as const] : []),
    { kind: 'dial-ended', extension: '101', disposition: answered ? 'answered' : disposition, talkSeconds: answered ? 9 : 0 },
  ]);

const anyStory = fc.oneof(
  inboundStory.map((told) => ({ told, pbxCallId: 'in_1' })),
  outboundStory.map((told) => ({ told, pbxCallId: 'out_1' })),
);

/** The same story, arriving in any order with any repeats, some milliseconds to half a minute apart. */
const arrivals = anyStory.chain(({ told, pbxCallId }) =>
  fc
    .record({
      order: fc.shuffledSubarray(told, { minLength: told.length }),
      repeats: fc.array(fc.constantFrom(...told), { maxLength: 4 }),
      gaps: fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: told.length + 4, maxLength: told.length + 4 }),
    })
    .map(({ order, repeats, gaps }) => ({ pbxCallId, told, arrived: received([...order, ...repeats], gaps) })),
);

function received(told: readonly Said[], gaps: readonly number[]): CallFact[] {
  let seconds = 0;
  return told.map((said, i) => {
    seconds += gaps[i] ?? 1;
    return fact(Math.round(seconds * 1000) / 1000, said);
  });
}

/** What must not depend on the order of arrival: everything but moments, and how often a phone is counted to have rung. */
function essence(call: Call): object {
  const {
    answeredAt,
    endedAt,
    timesApproximate: _,
    waitSeconds: _wait,
    lastSignalAt: _last,
    rings,
    participants,
    ...rest
  } = call;
  return {
    ...rest,
    ended: endedAt !== null,
    answered: answeredAt !== null,
    rings: [...new Set(rings.map((ring) => `${ring.extension} ${ring.transferFrom} ${ring.endedAt === null}`))].toSorted(),
    participants: participants
      .map((each) => `${each.extension} ${each.userId} ${each.outcome} ${each.answeredAt !== null}`)
      .toSorted(),
  };
}

test('F2 any order, any repeats: the same story', () => {
  fc.assert(
    fc.property(arrivals, ({ told, arrived, pbxCallId }) => {
      const inOrder = told.map((said, i) => fact(i, said));
      expect(essence(foldCall(arrived, { pbxCallId }))).toEqual(essence(foldCall(inOrder, { pbxCallId })));
    }),
    { numRuns: 1500 },
  );
});

test('F2 the same set of facts, listed in any order, is the very same call', () => {
  fc.assert(
    fc.property(
      arrivals.chain(({ arrived, pbxCallId }) =>
        fc.record({
          arrived: fc.constant(arrived),
          pbxCallId: fc.constant(pbxCallId),
          listed: fc.shuffledSubarray(arrived, { minLength: arrived.length }),
        }),
      ),
      ({ arrived, listed, pbxCallId }) => {
        expect(foldCall(listed, { pbxCallId })).toEqual(foldCall(arrived, { pbxCallId }));
      },
    ),
  );
});

const FILLED = [
  'callerText',
  'clientNumber',
  'did',
  'answeredAt',
  'endedAt',
  'disposition',
  'statusCode',
  'extension',
  'userId',
  'answeredBy',
  'talkSeconds',
] as const;

test('F2 fact by fact: ended never re-opens, nothing filled is ever blanked, every ring is announced once', () => {
  fc.assert(
    fc.property(arrivals, ({ arrived, pbxCallId }) => {
      let before: Call | null = null;
      const rung = new Set<string>();
      for (let n = 1; n <= arrived.length; n += 1) {
        const call = foldCall(arrived.slice(0, n), { pbxCallId });
        for (const announced of announcementsOf(before, call)) {
          if (announced.type !== 'call.ringing') continue;
          const ring = `${announced.extension} ${announced.ring}`;
          expect(rung.has(ring)).toBe(false);
          rung.add(ring);
        }
        if (before !== null) {
          expect(FILLED.filter((field) => before?.[field] !== null && call[field] === null)).toEqual([]);
          expect(call.recordings.length).toBeGreaterThanOrEqual(before.recordings.length);
          expect(call.rings.length).toBeGreaterThanOrEqual(before.rings.length);
          expect(call.participants.length).toBeGreaterThanOrEqual(before.participants.length);
        }
        if (before?.endedAt != null) {
          expect(call.status === 'ringing' || call.status === 'talking').toBe(false);
          expect(ringsRunningAt(call, after(0))).toEqual([]);
          expect(nextDeadline(call)).toBeNull();
        }
        before = call;
      }
    }),
    { numRuns: 1000 },
  );
});

test('the fold is total: any set of facts folds to a call', () => {
  const anyFact = fc.oneof(
    fc.constantFrom<Said>(
      { kind: 'requested' },
      { kind: 'arrived' },
      { kind: 'dialled' },
      { kind: 'recorded' },
      { kind: 'expired' },
      { kind: 'steered', reply: { action: 'refuse', with: 'hangup' } },
    ),
    fc.record({
      kind: fc.constantFrom('rang' as const, 'answered' as const),
      extension: fc.constantFrom(null, ...GROUP),
      transferFrom: fc.constantFrom(null, ...GROUP),
    }),
    fc.record({
      kind: fc.constant('hung-up' as const),
      extension: fc.constantFrom(null, ...GROUP),
      lastExtension: fc.constantFrom(null, ...GROUP),
      disposition: fc.string(),
    }),
    fc.record({
      kind: fc.constant('dial-ended' as const),
      extension: fc.constantFrom(null, ...GROUP),
      disposition: fc.constantFrom('answered', 'busy', ''),
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 900 }), anyFact), { maxLength: 12 }),
      fc.string(),
      (told, pbxCallId) => {
        const call = foldCall(
          told.map(([seconds, said]) => fact(seconds, said)),
          { pbxCallId },
        );
        expect(call.rings.every((ring) => call.endedAt === null || ring.endedAt !== null)).toBe(true);
        expect(call.participants.filter(({ outcome }) => outcome === 'talking').length).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 500 },
  );
});
