import { describe, expect, test } from 'vitest';
import type { Call, CallFact } from './call.ts';
import { isRedirectRungOut, nextDeadline, nextRingEnd, ringsRunningAt } from './call-clock.ts';
import { factFromJson, factToJson } from './fact-json.ts';
import { foldCall } from './fold-call.ts';
import { after, fact, story, type Said } from './testing.ts';

const inbound = (facts: readonly CallFact[]): Call => foldCall(facts, { pbxCallId: 'in_1' });
const outbound = (facts: readonly CallFact[]): Call => foldCall(facts, { pbxCallId: 'out_1' });
const outcomes = (call: Call) => Object.fromEntries(call.participants.map(({ extension, outcome }) => [extension, outcome]));

const start: Said = { kind: 'arrived' };
const rang = (extension: string, transferFrom: string | null = null): Said => ({ kind: 'rang', extension, transferFrom });
const answer = (extension: string | null, transferFrom: string | null = null): Said => ({
  kind: 'answered',
  extension,
  transferFrom,
});
const end = (said: Partial<Said & { kind: 'hung-up' }> = {}): Said => ({ kind: 'hung-up', ...said });
const talked = end({ extension: '102', lastExtension: '102', talkSeconds: 37 });
const unanswered = end({ disposition: 'no answer', talkSeconds: 0, statusCode: 19 });

describe('the deliveries of one conversation tell one story', () => {
  const expected = {
    direction: 'inbound',
    status: 'answered',
    clientNumber: '+79161234567',
    did: '+74951112233',
    extension: '102',
    userId: 'user-102',
    answeredBy: { extension: '102', userId: 'user-102' },
    talkSeconds: 37,
    disposition: 'answered',
    startedAt: after(0),
  };
  test.each<[given: string, facts: CallFact[], change: object]>([
    [
      'F2 in order',
      story([0, start], [1, rang('101')], [1, rang('102')], [9, answer('102')], [46, talked]),
      { answeredAt: after(9), waitSeconds: 9 },
    ],
    [
      'F2 with the end first',
      story([1, talked], [2, answer('102')], [3, rang('102')], [4, rang('101')], [5, start]),
      { timesApproximate: true },
    ],
    [
      'F2 with the start last',
      story([1, rang('102')], [2, rang('101')], [9, answer('102')], [10, start], [46, talked]),
      { timesApproximate: true },
    ],
    [
      'F2 with the answer lost',
      story([0, start], [1, rang('101')], [1, rang('102')], [46, talked]),
      { answeredAt: null, waitSeconds: null },
    ],
    ['F2 with the start lost', story([1, rang('101')], [1, rang('102')], [9, answer('102')], [46, talked]), {}],
    ['F2 with a ring lost', story([0, start], [1, rang('101')], [9, answer('102')], [46, talked]), {}],
    [
      'F1 with everything told twice',
      story(
        [0, start],
        [0, start],
        [1, rang('101')],
        [2, rang('101')],
        [1, rang('102')],
        [9, answer('102')],
        [10, answer('102')],
        [46, talked],
        [47, talked],
      ),
      { endedAt: after(46), timesApproximate: false },
    ],
    [
      'F10 with a ring that its own answer overtook',
      story([0, start], [1, rang('101')], [9, answer('102')], [9.2, rang('102')], [46, talked]),
      { timesApproximate: true },
    ],
    [
      'F10 with a ring of another phone after the answer, which is no disorder',
      story([0, start], [1, rang('102')], [9, answer('102')], [20, rang('101')], [46, talked]),
      { timesApproximate: false },
    ],
    [
      'F7 with an INTERNAL whose clock stands earlier than that of START',
      story(
        [0, start],
        [1, { kind: 'rang', extension: '102', transferFrom: null, startedAt: after(-60) }],
        [9, answer('102')],
        [46, talked],
      ),
      { startedAt: after(0) },
    ],
    ['F10 from the spool', story([0, start], [9, { ...answer('102'), late: true }], [46, talked]), { timesApproximate: true }],
  ])('%s', (_given, facts, change) => {
    const call = inbound(facts);
    expect(call).toMatchObject({ ...expected, ...change });
    expect(outcomes(call)['102']).toBe('answered');
    if (outcomes(call)['101']) expect(outcomes(call)['101']).toBe('answered-elsewhere');
    expect(call.rings.every((ring) => ring.endedAt !== null)).toBe(true);
  });
});

describe('results (5.3)', () => {
  test.each<[direction: 'in' | 'out', disposition: string, status: Call['status']]>([
    ['in', 'answered', 'answered'],
    ['in', 'busy', 'missed'],
    ['in', 'cancel', 'missed'],
    ['in', 'no answer', 'missed'],
    ['in', 'failed', 'missed'],
    ['in', 'a word of tomorrow', 'missed'],
    ['out', 'answered', 'answered'],
    ['out', 'no answer', 'not-reached'],
    ['out', 'cancel', 'not-reached'],
    ['out', 'busy', 'busy'],
    ['out', 'failed', 'failed'],
    ['out', 'call failed', 'failed'],
    ['out', 'unallocated number', 'failed'],
    ['out', 'no money', 'no-money'],
    ['out', 'no limit', 'no-money'],
    ['out', 'no day limit', 'no-money'],
    ['out', 'line limit', 'no-money'],
    ['out', 'no money, no limit', 'no-money'],
    ['out', 'constructor', 'other'],
    ['out', 'a word of tomorrow', 'other'],
  ])('5.3 %s "%s" is %s, and the word is kept', (direction, disposition, status) => {
    const call =
      direction === 'in'
        ? inbound(story([0, start], [5, end({ disposition, extension: '101' })]))
        : outbound(story([0, { kind: 'dialled', extension: '101' }], [5, { kind: 'dial-ended', extension: '101', disposition }]));
    expect(call).toMatchObject({ status, disposition, direction: `${direction}bound` });
  });

  test('9.9 answered by the menu alone is missed, and without that option answered', () => {
    const facts = story([0, start], [30, end({ talkSeconds: 28 })]);
    expect(inbound(facts)).toMatchObject({
      status: 'missed',
      menuOnly: true,
      talkSeconds: null,
      disposition: 'answered',
      userId: null,
    });
    expect(foldCall(facts, { pbxCallId: 'in_1', menuOnlyIsMissed: false })).toMatchObject({
      status: 'answered',
      menuOnly: true,
      talkSeconds: 28,
    });
  });

  test('9.9 an answer that comes after such an end makes it answered', () => {
    expect(inbound(story([0, start], [30, end({ talkSeconds: 28 })], [31, answer('101')]))).toMatchObject({
      status: 'answered',
      talkSeconds: 28,
      userId: 'user-101',
    });
  });

  test('5.6 a recording does not mean answered, and several are listed once each', () => {
    const facts = story(
      [0, start],
      [4, { kind: 'recorded', recordingId: 'b' }],
      [5, end({ disposition: 'cancel', recorded: true, recordingId: 'a' })],
      [9, { kind: 'recorded', recordingId: 'b' }],
      [60, end({ disposition: 'cancel', recorded: false, recordingId: null })],
    );
    expect(inbound(facts)).toMatchObject({ status: 'missed', recordings: [{ id: 'a' }, { id: 'b' }] });
  });

  test('the statistics outrank the events in result and talk seconds, and leave who talked alone', () => {
    const facts = story(
      [0, start],
      [9, answer('102')],
      [46, talked],
      [999, end({ source: 'statistics', disposition: 'answered', talkSeconds: 35 })],
    );
    expect(inbound(facts)).toMatchObject({ talkSeconds: 35, userId: 'user-102', endedAt: after(46), origin: 'phone' });
  });

  test('5.8 a call only the statistics know is an import', () => {
    expect(inbound(story([9, end({ source: 'statistics', extension: '101', talkSeconds: 5 })])).origin).toBe('import');
  });
});

describe('rings (F1)', () => {
  test.each<[given: string, facts: CallFact[], rings: number]>([
    ['F1 the same within three seconds is one ring', story([0, start], [1, rang('101')], [4, rang('101')]), 1],
    ['F1 the same while it still rings is one ring', story([0, start], [1, rang('101')], [40, rang('101')]), 1],
    ['F1 the same after five minutes is a second ring', story([0, start], [1, rang('101')], [302, rang('101')]), 2],
    [
      'F1 the same after a colleague answered is a second ring',
      story([0, start], [1, rang('101')], [9, answer('102')], [20, rang('101')]),
      2,
    ],
    ['F1 the same while it talks is no ring', story([0, start], [1, rang('101')], [9, answer('101')], [20, rang('101')]), 1],
    ['F1 the same after the end is no ring', story([0, start], [1, rang('101')], [9, unanswered], [20, rang('101')]), 1],
    [
      'F1 a transfer back is a second ring',
      story(
        [0, start],
        [1, rang('101')],
        [9, answer('101')],
        [20, rang('102', '101')],
        [25, answer('102', '101')],
        [50, rang('101', '102')],
      ),
      2,
    ],
    [
      'F1 a blind transfer that comes back is a second ring',
      story([0, start], [1, rang('101')], [9, answer('101')], [20, rang('102', '101')], [45, rang('101', '102')]),
      2,
    ],
    [
      'F1 a plain ring overtaken by the transfer back is counted, not opened',
      story([0, start], [1, rang('101', '102')], [2, rang('101')], [3.5, rang('101', '102')]),
      2,
    ],
  ])('%s', (_given, facts, rings) => {
    expect(inbound(facts).rings.filter(({ extension }) => extension === '101')).toHaveLength(rings);
  });

  const redirected: Said = { kind: 'steered', reply: { action: 'ring', extension: '101', returnTimeoutSeconds: 15 } };
  test.each<[given: string, facts: CallFact[], rings: number]>([
    [
      'F1 redirected, the same at the return time-out + 1 s is one ring',
      story([0, start], [0, redirected], [1, rang('101')], [17, rang('101')]),
      1,
    ],
    [
      'F1 redirected, the same at the return time-out + 2 s is a second ring',
      story([0, start], [0, redirected], [1, rang('101')], [18, rang('101')]),
      2,
    ],
    [
      'F1 redirected, the same after another extension rang is a second ring',
      story([0, start], [0, redirected], [1, rang('101')], [10, rang('102')], [14, rang('101')]),
      2,
    ],
    [
      'F1 redirected to another, a second ring needs more than other phones ringing',
      story([0, start], [0, redirected], [1, rang('102')], [10, rang('103')], [40, rang('102')]),
      0,
    ],
  ])('%s', (_given, facts, rings) => {
    const call = inbound(facts);
    expect(call.rings.filter(({ extension }) => extension === '101')).toHaveLength(rings);
    if (rings === 0) expect(call.rings).toHaveLength(2);
  });

  test('4.7 a redirected ring folds at its return time-out + 2 s, or at once when the group rings', () => {
    const alone = inbound(story([0, start], [0, redirected], [1, rang('101')]));
    expect(ringsRunningAt(alone, after(17))).toHaveLength(1);
    expect(ringsRunningAt(alone, after(18))).toHaveLength(0);
    expect(nextRingEnd(alone)).toEqual(after(18));
    expect(isRedirectRungOut(alone, after(17))).toBe(false);
    expect(isRedirectRungOut(alone, after(18))).toBe(true);
    const group = inbound(story([0, start], [0, redirected], [1, rang('101')], [16, rang('102')]));
    expect(ringsRunningAt(group, after(16)).map(({ extension }) => extension)).toEqual(['102']);
    expect(group.redirect).toEqual({ extension: '101', returnTimeoutSeconds: 15, at: after(0), rungOut: true });
    expect(
      outcomes(inbound(story([0, start], [0, redirected], [1, rang('101')], [16, rang('102')], [20, answer('102')]))),
    ).toEqual({ '101': 'no-answer', '102': 'talking' });
  });

  test.each<[given: string, facts: CallFact[], rungOut: boolean]>([
    [
      '7.6 answered in time',
      story(
        [0, start],
        [0, redirected],
        [1, rang('101')],
        [9, answer('101')],
        [20, end({ extension: '101', lastExtension: '101' })],
      ),
      false,
    ],
    [
      '7.6 answered at its second ring',
      story([0, start], [0, redirected], [1, rang('101')], [17, rang('102')], [18, rang('101')], [20, answer('101')]),
      true,
    ],
    ['7.6 unanswered by the end', story([0, start], [0, redirected], [1, rang('101')], [9, unanswered]), true],
    ['7.6 still ringing', story([0, start], [0, redirected], [1, rang('101')]), false],
    [
      '7.6 its ANSWER lost, the end names it',
      story([0, start], [0, redirected], [1, rang('101')], [30, end({ extension: '101', lastExtension: '101' })]),
      false,
    ],
  ])('%s', (_given, facts, rungOut) => {
    expect(inbound(facts).redirect?.rungOut).toBe(rungOut);
  });

  test('7.8 of two answers to a repeated START the first counts', () => {
    const second: Said = { kind: 'steered', reply: { action: 'refuse', with: 'busy' } };
    expect(inbound(story([0, start], [0, redirected], [1, second]))).toMatchObject({
      status: 'ringing',
      redirect: { extension: '101' },
    });
  });

  test('4.7 an INTERNAL that an ANSWER overtook opens no ring, one that comes later is a transfer', () => {
    const answered = [
      [0, start],
      [1, rang('102')],
      [9, answer('102')],
    ] as const;
    expect(ringsRunningAt(inbound(story(...answered, [9.4, rang('101')])), after(10))).toEqual([]);
    expect(ringsRunningAt(inbound(story(...answered, [30, rang('103', '102')])), after(31))).toMatchObject([
      { extension: '103', transferFrom: '102' },
    ]);
    expect(ringsRunningAt(inbound(story(...answered, [30, rang('103')])), after(31))).toHaveLength(1);
  });

  test('F2 an INTERNAL after the end fills in who rang and runs no ring', () => {
    const call = inbound(story([0, start], [9, unanswered], [10, rang('101')]));
    expect(call).toMatchObject({
      status: 'missed',
      endedAt: after(9),
      participants: [{ extension: '101', outcome: 'no-answer', rangAt: after(10) }],
    });
    expect(ringsRunningAt(call, after(10))).toEqual([]);
  });

  test('an ANSWER that names nobody belongs to the only phone that rings', () => {
    expect(inbound(story([0, start], [1, rang('101')], [9, answer(null)]))).toMatchObject({
      status: 'talking',
      userId: 'user-101',
    });
    expect(inbound(story([0, start], [1, rang('101')], [1, rang('102')], [9, answer(null)]))).toMatchObject({
      status: 'talking',
      userId: null,
    });
  });
});

describe('who talked (F11)', () => {
  const transferred = story(
    [0, start],
    [1, rang('101')],
    [9, answer('101')],
    [30, rang('102', '101')],
    [35, answer('102', '101')],
    [90, end({ extension: '101', lastExtension: '102', talkSeconds: 80 })],
  );

  test('F11 after a transfer: who talked last, who talked first', () => {
    const call = inbound(transferred);
    expect(call).toMatchObject({ userId: 'user-102', answeredBy: { extension: '101' }, answeredAt: after(9) });
    expect(outcomes(call)).toEqual({ '101': 'transferred', '102': 'answered' });
    expect(call.participants[0]?.leftAt).toEqual(after(35));
  });

  test('4.7 while the transfer rings, the first still talks', () => {
    const call = inbound(transferred.slice(0, 4));
    expect(call).toMatchObject({ status: 'talking', userId: 'user-101' });
    expect(outcomes(call)).toEqual({ '101': 'talking', '102': 'ringing' });
  });

  test('F11 a transfer back: the first talks last', () => {
    const back = story(
      [0, start],
      [1, rang('101')],
      [9, answer('101')],
      [30, rang('102', '101')],
      [35, answer('102', '101')],
      [50, rang('101', '102')],
      [55, answer('101', '102')],
    );
    expect(inbound(back)).toMatchObject({ status: 'talking', userId: 'user-101', answeredBy: { extension: '101' } });
    expect(outcomes(inbound(back))).toEqual({ '101': 'talking', '102': 'transferred' });
  });

  test('F11 a pick-up: the phone that rang did not talk', () => {
    const call = inbound(
      story([0, start], [1, rang('101')], [30, end({ extension: '101', lastExtension: '102', talkSeconds: 9 })]),
    );
    expect(call).toMatchObject({ userId: 'user-102', answeredBy: { extension: '102', userId: 'user-102' } });
    expect(outcomes(call)).toEqual({ '101': 'answered-elsewhere', '102': 'answered' });
  });

  test('F2 a transfer whose answers came the wrong way round', () => {
    const call = inbound(
      story([0, start], [1, rang('102', '101')], [2, answer('102', '101')], [3, answer('101')], [4, rang('101')]),
    );
    expect(call).toMatchObject({ status: 'talking', userId: 'user-102', answeredBy: { extension: '101' } });
  });

  test('F8 a fact keeps the user it came with', () => {
    expect(
      inbound(story([0, start], [1, { kind: 'rang', extension: '101', userId: 'boris' }], [9, answer('101')])),
    ).toMatchObject({ userId: 'boris' });
  });
});

describe('directions and outgoing calls', () => {
  test('F9 the direction comes from the events, else from the prefix, never from the extension', () => {
    expect(outbound(story([0, { kind: 'dialled' }])).direction).toBe('outbound');
    expect(foldCall(story([0, { kind: 'dialled' }]), { pbxCallId: 'in_1' }).direction).toBe('outbound');
    expect(outbound(story([0, { kind: 'recorded' }])).direction).toBe('outbound');
    expect(inbound(story([0, answer('101')])).direction).toBe('inbound');
    expect(foldCall(story([0, answer('101')]), { pbxCallId: 'odd' }).direction).toBe('inbound');
  });

  test('3.8 dialled, answered, ended', () => {
    const told = story(
      [0, { kind: 'dialled', extension: '101' }],
      [8, answer(null)],
      [60, { kind: 'dial-ended', extension: '101', talkSeconds: 52 }],
    );
    expect(outbound(told.slice(0, 1))).toMatchObject({
      status: 'ringing',
      userId: 'user-101',
      participants: [{ outcome: 'ringing', ring: 0 }],
    });
    expect(outbound(told.slice(0, 2))).toMatchObject({
      status: 'talking',
      userId: 'user-101',
      participants: [{ outcome: 'talking' }],
    });
    expect(outbound(told)).toMatchObject({
      status: 'answered',
      talkSeconds: 52,
      waitSeconds: 8,
      answeredBy: { extension: '101' },
      participants: [{ outcome: 'answered' }],
    });
  });

  test('3.7 of an adopted callback only the end is believed', () => {
    const facts = story(
      [0, { kind: 'requested' }],
      [3, { kind: 'dialled', extension: '101' }],
      [4, answer('101')],
      [20, { kind: 'dial-ended', extension: '101', disposition: 'no answer' }],
    );
    expect(outbound(facts)).toMatchObject({ status: 'not-reached', origin: 'click', userId: 'user-101', talkSeconds: null });
    expect(outbound(facts)).toMatchObject({ answeredAt: null, answeredBy: null, waitSeconds: 17 });
    const ours = { status: 'talking', waitSeconds: null }; // our own phone, maybe: the page says "connecting"
    expect(outbound(facts.slice(0, 3))).toMatchObject(ours);
  });

  test('3.7 an answered callback began to talk as long before its end as the PBX counted, whoever the ANSWER was', () => {
    const facts = story(
      [0, { kind: 'requested' }],
      [3, { kind: 'dialled', extension: '101' }],
      [4, answer('101')],
      [60, { kind: 'dial-ended', extension: '101', talkSeconds: 40 }],
    );
    expect(outbound(facts)).toMatchObject({ status: 'answered', answeredAt: after(20), waitSeconds: 17, talkSeconds: 40 });
  });

  test('3.7 a callback of which no event names the extension is the one of who asked for it', () => {
    const facts = story([0, { kind: 'requested' }], [3, { kind: 'dialled' }], [9, { kind: 'dial-ended', disposition: 'busy' }]);
    expect(outbound(facts.slice(0, 2)).participants).toMatchObject([{ userId: 'user-101', outcome: 'ringing' }]);
    expect(outbound(facts)).toMatchObject({ status: 'busy', userId: 'user-101', participants: [{ outcome: 'no-answer' }] });
  });

  test('3.7 a click alone is requested, and not placed when no phone took it up', () => {
    const asked = story([0, { kind: 'requested' }]);
    expect(outbound(asked)).toMatchObject({ status: 'requested', clientNumber: '+79161234567', userId: 'user-101' });
    expect(nextDeadline(outbound(asked))).toEqual(after(120));
    expect(outbound([...asked, fact(120, { kind: 'expired' })]).status).toBe('not-placed');
  });

  test('3.9 a leg of our own is internal, whichever event tells', () => {
    expect(outbound(story([0, { kind: 'dialled', extension: '101' }], [9, { kind: 'dial-ended', ownLeg: true }])).direction).toBe(
      'internal',
    );
  });

  test('F6 a hidden caller has no number', () => {
    const hidden = { text: 'anonymous', e164: null, readings: [] };
    expect(inbound(story([0, { kind: 'arrived', caller: hidden }]))).toMatchObject({
      clientNumber: null,
      callerText: 'anonymous',
      readings: [],
    });
  });
});

describe('refusals and the clock', () => {
  const refused: Said = { kind: 'steered', reply: { action: 'refuse', with: 'busy' } };

  test('10.5 a refused call is blocked, ended at once, and stays so at its END', () => {
    const facts = story([0, start], [0.01, refused], [2, end({ disposition: 'busy', statusCode: 17 })]);
    expect(inbound(facts.slice(0, 2))).toMatchObject({ status: 'blocked', endedAt: after(0.01), waitSeconds: null });
    expect(inbound(facts)).toMatchObject({ status: 'blocked', endedAt: after(0.01), disposition: 'busy' });
  });

  test('10.5 a refused call that rings all the same is an ordinary call', () => {
    const call = inbound(story([0, start], [0.01, refused], [2, rang('101')]));
    expect(call).toMatchObject({ status: 'ringing', endedAt: null });
    expect(ringsRunningAt(call, after(3))).toHaveLength(1);
  });

  test('4.9 the clock gives up ringing 5 min after the last INTERNAL and talking after 4 h, and END settles it', () => {
    const ringing = story([0, start], [1, rang('101')], [40, rang('102')]);
    expect(nextDeadline(inbound(ringing))).toEqual(after(340));
    expect(nextDeadline(inbound([...ringing, fact(50, answer('102'))]))).toEqual(after(50 + 4 * 3600));
    const given = [...ringing, fact(340, { kind: 'expired' })];
    expect(inbound(given)).toMatchObject({ status: 'end-unknown', endedAt: after(340) });
    expect(nextDeadline(inbound(given))).toBeNull();
    expect(inbound([...given, fact(900, unanswered)])).toMatchObject({ status: 'missed', disposition: 'no answer' });
  });

  test('no facts, and facts that name nothing, fold to something', () => {
    expect(inbound([]).status).toBe('requested');
    expect(inbound(story([5, { kind: 'recorded' }]))).toMatchObject({
      status: 'ringing',
      startedAt: after(5),
      clientNumber: null,
    });
  });
});

test('facts survive being stored as JSON, and unknown kinds are left out', () => {
  const facts = story(
    [0, start],
    [1, rang('101')],
    [9, answer('101')],
    [46, talked],
    [47, { kind: 'recorded' }],
    [48, { kind: 'expired' }],
  );
  // a database gives back what JSON makes of it
  expect(facts.map((each) => factFromJson(JSON.parse(JSON.stringify(factToJson(each)))))).toEqual(facts);
  expect(factFromJson({ kind: 'foretold', at: '2026-01-01T00:00:00Z' })).toBeNull();
  expect(factFromJson(null)).toBeNull();
});
