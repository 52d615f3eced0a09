import type { Features } from '@carillon/contract';
import { createInstance } from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import en from '../../../locales/en/telephony-rules.ts';
import ru from '../../../locales/ru/telephony-rules.ts';
import { blacklistSentences, callerNameSentences, routeSentences, type Sentence } from './rule-sentences.ts';

const languages = ['en', 'ru'] as const;
const strings = createInstance();
beforeAll(async () => {
  await strings.init({
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { translation: en }, ru: { translation: ru } },
  });
});
const say = (language: string, sentences: Sentence[]): string =>
  sentences.map(({ key, values }) => strings.t(key, { lng: language, ...values })).join(' ');
const yesNo = [true, false];

const routes: Features['routeToResponsible'][] = yesNo.flatMap((enabled) =>
  yesNo.flatMap((rehearsal) =>
    yesNo.flatMap((respectHours) =>
      (['openDeal', 'none'] as const).flatMap((whenAmbiguous) =>
        [0, 3, 15, 21, 120].map((returnTimeoutSeconds) => ({
          enabled,
          rehearsal,
          respectHours,
          whenAmbiguous,
          returnTimeoutSeconds,
        })),
      ),
    ),
  ),
);
const names: Features['callerName'][] = yesNo.flatMap((enabled) =>
  (['{contact}', '{company}', '{company}, {contact}'] as const).map((template) => ({ enabled, template })),
);
const blacklists: Features['blacklist'][] = yesNo.flatMap((enabled) =>
  yesNo.flatMap((hiddenNumbers) => (['busy', 'hangup'] as const).map((reply) => ({ enabled, hiddenNumbers, reply }))),
);

const whole = (text: string) => {
  expect(text).not.toContain('say.');
  expect(text).not.toContain('{{');
  expect(text).toMatch(/\.$/);
};

describe.each(languages)('2.5 the plain sentence in “%s” says what will happen', (language) => {
  test('for every combination of the redirect’s options', () => {
    const said = new Map<string, object>();
    for (const options of routes) {
      const text = say(language, routeSentences(options));
      whole(text);
      if (!options.enabled) continue;
      expect(said.has(text), `two different sets of options read the same: ${text}`).toBe(false);
      said.set(text, options);
      if (options.returnTimeoutSeconds > 0) expect(text).toContain(` ${options.returnTimeoutSeconds} `);
      expect(/rehearsal|репетиция/.test(text)).toBe(options.rehearsal);
      expect(/any hour|любое время/.test(text)).toBe(!options.respectHours);
    }
    expect(said.size).toBe(40);
  });

  test('for every combination of the name’s options', () => {
    const said = new Set(names.map((options) => say(language, callerNameSentences(options))));
    for (const text of said) whole(text);
    expect(said.size).toBe(4);
  });

  test('for every combination of the blacklist’s options', () => {
    const said = new Set(blacklists.map((options) => say(language, blacklistSentences(options))));
    for (const text of said) whole(text);
    expect(said.size).toBe(5);
  });
});

test.each([
  [21, '21 секунду'],
  [3, '3 секунды'],
  [15, '15 секунд '],
])('a Russian sentence declines %i seconds', (returnTimeoutSeconds, words) => {
  const options = {
    enabled: true,
    rehearsal: false,
    respectHours: true,
    whenAmbiguous: 'openDeal',
    returnTimeoutSeconds,
  } as const;
  expect(say('ru', routeSentences(options))).toContain(words);
});
