import { DECISION_REASONS, DECISION_STEPS, RING_REASONS } from '@carillon/contract';
import { createInstance } from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import en from '../../locales/en/decisions.ts';
import ru from '../../locales/ru/decisions.ts';
import { decisionWords } from './decision-words.ts';

const strings = createInstance();
beforeAll(async () => {
  await strings.init({
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, ru: { translation: ru } },
  });
});

const PEOPLE: Record<string, string> = { anna: 'Анна Смирнова', boris: 'Boris' };
const wordsIn = (lng: string) =>
  decisionWords({
    t: (key, values) => strings.t(key, { lng, ...values }),
    nameOf: ({ userId }) => (typeof userId === 'string' ? PEOPLE[userId] : undefined),
    timeText: () => '12 Mar, 14:02',
  });
/** Everything any step may have seen. */
const SAW = {
  userId: 'anna',
  extension: '101',
  pattern: '+44701*',
  count: 2,
  name: 'Ivan Petrov',
  until: '2026-03-12T11:02:00.000Z',
  secondsAgo: 200,
  inARow: 3,
  returnTimeoutSeconds: 15,
  dialledBy: 'anna',
  talkedWith: 'boris',
};
const whole = (text: string) => {
  expect(text).not.toMatch(/[{}]|undefined|null|\s\s|\s[.,;:]|^\s*$/);
  expect(text).not.toMatch(/^[a-z]+([-.][a-z]+)+$/); // a bare code
};

describe.each(['en', 'ru'])('7.7 in “%s”', (language) => {
  test('every reason has words of its own, rehearsed ones too', () => {
    const { summary } = wordsIn(language);
    const steps = [
      { step: 'responsible', result: 'responsible', saw: { userId: 'anna' } },
      { step: 'redirect', result: 'ring', saw: { userId: 'boris' } },
    ];
    const rehearsed = RING_REASONS.map((because) => summary({ because, rehearsal: true, steps, reply: {} }));
    const said = DECISION_REASONS.map((because) => summary({ because, rehearsal: false, steps, reply: {}, milliseconds: 3 }));
    for (const text of [...rehearsed, ...said]) whole(text);
    expect(new Set([...rehearsed, ...said]).size).toBe(RING_REASONS.length + DECISION_REASONS.length);
    for (const text of rehearsed) expect(text).toMatch(/would have gone to Boris|ушёл бы .*— Boris/);
  });

  test('every step has a name, and every result words that fit what was seen', () => {
    const words = wordsIn(language);
    for (const [step, results] of Object.entries(DECISION_STEPS)) {
      whole(words.name({ step, result: '', saw: {} }));
      expect(words.name({ step, result: '', saw: {} })).not.toBe(step);
      const said = results.map((result) => words.result({ step, result, saw: SAW }));
      for (const [n, text] of said.entries()) {
        whole(text);
        expect(text).not.toBe(results[n]);
      }
      expect(new Set(said).size).toBe(results.length);
    }
  });

  test('7.10 a rehearsed redirect says where the call would have gone', () => {
    const { result } = wordsIn(language);
    const ring = (saw: object) => result({ step: 'redirect', result: 'ring', saw: { ...SAW, ...saw } });
    expect(ring({ rehearsal: true })).toMatch(/Would have gone to extension 101|Ушёл бы на 101/);
    expect(ring({ rehearsal: true, returnTimeoutSeconds: 0 })).toMatch(/would.*until somebody answers|бы.*пока кто-нибудь/i);
    expect(ring({ returnTimeoutSeconds: 0 })).not.toContain('0 ');
  });
});

test('7.6 a deputy is named beside whom they stand in for', () => {
  const steps = [
    { step: 'responsible', result: 'responsible', saw: { userId: 'anna', extension: '101' } },
    { step: 'redirect', result: 'ring', saw: { userId: 'boris', extension: '102' } },
  ];
  const sent = { because: 'deputy', rehearsal: false, steps, reply: { redirect: '102' } };
  expect(wordsIn('en').summary(sent)).toBe('Sent to Boris, standing in for Анна Смирнова');
  expect(wordsIn('ru').summary(sent)).toBe('Отправлен заместителю: Boris (вместо: Анна Смирнова)');
});

test('a code newer than these pages is shown as it is', () => {
  const { summary, name, result } = wordsIn('en');
  const step = { step: 'weather', result: 'rainy', saw: {} };
  expect([summary({ because: 'moon', rehearsal: true, steps: [step], reply: {} }), name(step), result(step)]).toEqual([
    'moon',
    'weather',
    'rainy',
  ]);
});
