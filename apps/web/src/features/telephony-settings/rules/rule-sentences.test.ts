import { DEFAULT_FEATURES, type Features } from '@carillon/contract';
import { createInstance } from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import en from '../../../locales/en/rule-sentences.ts';
import ru from '../../../locales/ru/rule-sentences.ts';
import {
  autoInboundSentences,
  autoOutboundSentences,
  blacklistSentences,
  callerNameSentences,
  type DefaultResponsible,
  missedCallsSentences,
  routeSentences,
  type Sentence,
} from './rule-sentences.ts';

const languages = ['en', 'ru'] as const;
const strings = createInstance();
beforeAll(async () => {
  await strings.init({
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, ru: { translation: ru } },
  });
});

/** Said as the page says it, and held to be whole: every key has a text, every gap is filled, every sentence ends. */
const say = (lng: string, sentences: readonly Sentence[]): string =>
  sentences
    .map(({ key, values }) => {
      const text = strings.t(key, { lng, ...values });
      expect(text, key).not.toBe(key);
      expect(text).not.toMatch(/[{}]|undefined|null/);
      expect(text).toMatch(/^[\p{Lu}“«].*\.$/u);
      expect(text).not.toMatch(/\s\s|\s[.,;:]|[a-z]+[A-Z_]|[a-z]\.[a-z]/);
      return text;
    })
    .join(' ');

const yesNo = [true, false];
const anna = { name: 'Анна Смирнова' };
const creates = ['contact', 'lead', 'deal', 'task'] as const;
const assigns = ['answerer', 'pool', 'roundRobin'] as const;
const moments = ['start', 'answer', 'end'] as const;
const timeouts = [0, 3, 15, 21, 120];
const dues = [1, 2, 15, 21, 10_080];

/** Every way to choose one of each: `[[1, 2], ['a']]` gives `[1, 'a']` and `[2, 'a']`. */
function choices<T extends readonly (readonly unknown[])[]>(...lists: T): { [N in keyof T]: T[N][number] }[] {
  const all = lists.reduce<unknown[][]>((found, list) => found.flatMap((chosen) => list.map((one) => [...chosen, one])), [[]]);
  return all as { [N in keyof T]: T[N][number] }[]; // `reduce` can't say that the places keep their types
}

type Said = { options: { enabled: boolean }; sentences: Sentence[] };
const pipelines = [
  { id: 'sales', name: 'Sales', stages: [{ id: 'new', name: 'New', kind: 'open' as const }] },
  { id: 'repairs', name: 'Ремонт', stages: [{ id: 'came', name: 'Принят', kind: 'open' as const }] },
];
const names = (defaultResponsible: DefaultResponsible) => ({ defaultResponsible, pipelines });
const places = [
  {},
  { pipelineId: 'sales' },
  { pipelineId: 'repairs' },
  { pipelineId: 'repairs', stageId: 'came' },
  { stageId: 'new' },
] as const;
const sources = [{}, { source: 'Phone' }] as const;
const templates = [{}, { nameTemplate: 'Call of {number}' }, { nameTemplate: '{did}: {number}, {date}' }] as const;
const archived = [{}, { dealForArchived: true }] as const;
/** What a record of this kind has no use for doesn't have to be told apart. */
const differing = (all: number, { create, dealForArchived }: { create: string; dealForArchived?: boolean }) =>
  all / (create === 'task' ? sources.length : 1) / (create === 'deal' || dealForArchived ? 1 : places.length);
const extras = places.length * sources.length * templates.length;

const incoming: Said[] = choices(yesNo, creates, yesNo, assigns, [anna, null], places, sources, templates, archived).map(
  ([enabled, create, alsoMissed, assign, whom, ...more]) => {
    const options = Object.assign({ enabled, create, alsoMissed }, ...more);
    return {
      options,
      sentences: autoInboundSentences({ ...DEFAULT_FEATURES.autoCreate, inbound: options, assign }, names(whom)),
    };
  },
);
const outgoing: Said[] = choices(yesNo, creates, moments, assigns, [anna, null], places, sources, templates, archived).map(
  ([enabled, create, moment, assign, whom, ...more]) => {
    const options = Object.assign({ enabled, create, moment }, ...more);
    return {
      options,
      sentences: autoOutboundSentences({ ...DEFAULT_FEATURES.autoCreate, outbound: options, assign }, names(whom)),
    };
  },
);
const kinds = choices(creates, archived).map(([create, more]) => differing(extras, { create, ...more }));
const ofKinds = kinds.reduce((sum, n) => sum + n, 0);
const routes: Said[] = choices(yesNo, yesNo, yesNo, ['openDeal', 'none'] as const, timeouts).map(
  ([enabled, rehearsal, respectHours, whenAmbiguous, returnTimeoutSeconds]) => {
    const options = { enabled, rehearsal, respectHours, whenAmbiguous, returnTimeoutSeconds };
    return { options, sentences: routeSentences(options) };
  },
);
const shown: Said[] = choices(yesNo, ['{contact}', '{company}', '{company}, {contact}'] as const).map(([enabled, template]) => ({
  options: { enabled },
  sentences: callerNameSentences({ enabled, template }),
}));
const missed: Said[] = choices(yesNo, ['task', 'notification', 'both'] as const, dues, [0, 1, 30, 42], yesNo, [anna, null]).map(
  ([enabled, as, dueMinutes, escalateMinutes, menuOnlyIsMissed, whom]) => {
    const options = { enabled, as, dueMinutes, escalateMinutes, menuOnlyIsMissed };
    return { options, sentences: missedCallsSentences(options, whom) };
  },
);
const blacklists: Said[] = choices(yesNo, ['busy', 'hangup'] as const, yesNo).map(([enabled, reply, hiddenNumbers]) => {
  const options = { enabled, reply, hiddenNumbers };
  return { options, sentences: blacklistSentences(options) };
});

describe.each(languages)('2.5 the plain sentence in “%s” says what will happen', (language) => {
  test.each<[string, Said[], different: number]>([
    // whoever is the default responsible matters where somebody is looked for: of incoming calls two ways of three, of outgoing one
    ['6 incoming', incoming, ofKinds * 2 * 5],
    ['6 outgoing', outgoing, ofKinds * 3 * 4],
    ['7', routes, 5 * 2 * 2 * 2],
    ['8', shown, 3],
    ['9', missed, 3 * 5 * 4 * 2 * 2],
    ['10', blacklists, 4],
  ])('every combination of the options of %s reads whole and unlike any other', (_feature, all, different) => {
    const on = new Set(all.filter(({ options }) => options.enabled).map(({ sentences }) => say(language, sentences)));
    expect(on.size).toBe(different);
    const off = new Set(all.filter(({ options }) => !options.enabled).map(({ sentences }) => say(language, sentences)));
    expect(off.size).toBe(1);
    expect([...off][0]).toMatch(/^(Nothing happens: |Ничего не происходит: )/);
  });
});

const AUTO: Features['autoCreate'] = {
  inbound: { enabled: true, create: 'lead', alsoMissed: true },
  outbound: { enabled: true, create: 'contact', moment: 'answer' },
  assign: 'answerer',
};
const ROUTE: Features['routeToResponsible'] = {
  enabled: true,
  rehearsal: false,
  returnTimeoutSeconds: 15,
  whenAmbiguous: 'openDeal',
  respectHours: true,
};
const MISSED: Features['missedCalls'] = {
  enabled: true,
  as: 'task',
  dueMinutes: 15,
  escalateMinutes: 30,
  menuOnlyIsMissed: true,
};

test.each<[string, Sentence[], english: string, russian: string]>([
  [
    '6.1 what is made',
    autoInboundSentences(AUTO, names(null)),
    'a lead with this number is created',
    'создаётся лид с этим номером',
  ],
  [
    '6.1 a contact with a deal',
    autoInboundSentences({ ...AUTO, inbound: { ...AUTO.inbound, create: 'deal' } }, names(null)),
    'a contact with this number and a deal are created',
    'создаются контакт с этим номером и сделка',
  ],
  ['6.3 the default responsible by name', autoInboundSentences(AUTO, names(anna)), 'to Анна Смирнова', '(Анна Смирнова)'],
  ['6.3 and the pool without one', autoInboundSentences(AUTO, names(null)), 'waits in the pool', 'ответственного нет'],
  [
    '6.1 the moment of an outgoing call',
    autoOutboundSentences(AUTO, names(null)),
    'when the other side answers',
    'когда собеседник отвечает',
  ],
  [
    '6.3 the caller of an outgoing call',
    autoOutboundSentences(AUTO, names(null)),
    'to the employee who calls',
    'тот, кто звонит',
  ],
  ['7.2 the time-out', routeSentences(ROUTE), 'within 15 seconds', 'за 15 секунд '],
  [
    '7.2 a phone that rings for ever',
    routeSentences({ ...ROUTE, returnTimeoutSeconds: 0 }),
    'rings until somebody answers',
    'звонит, пока кто-нибудь не ответит',
  ],
  ['7.10 a rehearsal', routeSentences({ ...ROUTE, rehearsal: true }), 'This is a rehearsal', 'Это репетиция'],
  ['7.6 hours that count', routeSentences(ROUTE), 'Outside working hours', 'В нерабочее время'],
  ['7.6 hours that do not', routeSentences({ ...ROUTE, respectHours: false }), 'at any hour', 'в любое время'],
  ['9.3 the delay', missedCallsSentences(MISSED, null), 'within 15 minutes', 'за 15 минут '],
  ['9.2 who is reminded', missedCallsSentences(MISSED, anna), 'to Анна Смирнова', '(Анна Смирнова)'],
  ['9.9 hung up in the menu', missedCallsSentences(MISSED, null), 'in the menu counts as missed', 'тоже считается пропущенным'],
])('%s is said', (_what, sentences, english, russian) => {
  expect(say('en', sentences)).toContain(english);
  expect(say('ru', sentences)).toContain(russian);
});

test.each([
  [21, 'за 21 секунду', 'за 21 минуту'],
  [3, 'за 3 секунды', 'за 3 минуты'],
  [15, 'за 15 секунд ', 'за 15 минут '],
])('a Russian sentence declines %i', (count, seconds, minutes) => {
  expect(say('ru', routeSentences({ ...ROUTE, returnTimeoutSeconds: count }))).toContain(seconds);
  expect(say('ru', missedCallsSentences({ ...MISSED, dueMinutes: count }, null))).toContain(minutes);
});
