type Plural = { one: string; few?: string; many?: string; other: string };
export type ReportLanguage = 'en' | 'ru';

/** The words of the report in one language; `{n}` is the count. */
export type ReportWords = {
  locale: string;
  title: string;
  lost: string;
  lostNobody: string;
  lostSubject: Plural;
  lostMeaning: string;
  weekBefore: string;
  stillWaiting: Plural;
  longest: string;
  calls: Plural;
  firstCall: (when: string) => string;
  figures: string;
  thisWeek: string;
  was: string;
  inbound: string;
  outbound: string;
  missed: string;
  answerRate: string;
  waitMean: string;
  talk: string;
  people: string;
  employee: string;
  callCount: string;
  unanswered: string;
  dids: string;
  sources: string;
  did: string;
  source: string;
  unknownDid: string;
  noSource: string;
  nothing: string;
  seconds: (seconds: number) => string;
  open: string;
  why: string;
  change: string;
  trial: string;
};

const two = (n: number): string => String(n).padStart(2, '0');

/** Hours and minutes; below an hour minutes and seconds. */
const spelled = (hour: string, minute: string, second: string) =>
  function spell(seconds: number): string {
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), Math.round(seconds % 60)];
    if (hours > 0) return `${hours} ${hour} ${two(minutes)} ${minute}`;
    return minutes > 0 ? `${minutes} ${minute} ${two(rest)} ${second}` : `${rest} ${second}`;
  };

export const REPORT_WORDS: Readonly<Record<ReportLanguage, ReportWords>> = {
  en: {
    locale: 'en-GB',
    title: 'Calls of the week',
    lost: 'Lost callers',
    lostNobody: 'nobody lost',
    lostSubject: { one: '{n} caller lost', other: '{n} callers lost' },
    lostMeaning: 'They called in working hours, nobody answered, and nobody talked with them within 24 hours.',
    weekBefore: 'the week before: {n}',
    stillWaiting: { one: '{n} more is still waiting', other: '{n} more are still waiting' },
    longest: 'Waiting longest',
    calls: { one: '{n} call', other: '{n} calls' },
    firstCall: (when) => `the first on ${when}`,
    figures: 'The week in figures',
    thisWeek: 'Last week',
    was: 'The week before',
    inbound: 'Incoming calls',
    outbound: 'Outgoing calls',
    missed: 'Missed calls',
    answerRate: 'Answer rate',
    waitMean: 'Mean wait',
    talk: 'Talk',
    people: 'By employee',
    employee: 'Employee',
    callCount: 'Calls',
    unanswered: 'Unanswered rings',
    dids: 'Called numbers',
    sources: 'Sources',
    did: 'Number',
    source: 'Source',
    unknownDid: 'Not known',
    noSource: 'Without a source',
    nothing: 'There were no calls last week.',
    seconds: spelled('h', 'min', 's'),
    open: 'Open the statistics',
    why: 'You get this report once a week because your company’s Carillon sends it to you.',
    change: 'Change when and to whom it goes',
    trial: 'You asked for this letter to see what the weekly report looks like.',
  },
  ru: {
    locale: 'ru-RU',
    title: 'Звонки за неделю',
    lost: 'Потеряно',
    lostNobody: 'никто не потерян',
    lostSubject: {
      one: 'потерян {n} человек',
      few: 'потеряно {n} человека',
      many: 'потеряно {n} человек',
      other: 'потеряно {n} человека',
    },
    lostMeaning: 'Они звонили в рабочее время, никто не ответил, и за 24 часа никто с ними не поговорил.',
    weekBefore: 'неделей раньше: {n}',
    stillWaiting: {
      one: 'ещё {n} человек ждёт',
      few: 'ещё {n} человека ждут',
      many: 'ещё {n} человек ждут',
      other: 'ещё {n} человека ждут',
    },
    longest: 'Ждут дольше всех',
    calls: { one: '{n} звонок', few: '{n} звонка', many: '{n} звонков', other: '{n} звонка' },
    firstCall: (when) => `первый: ${when}`,
    figures: 'Неделя в цифрах',
    thisWeek: 'Прошлая неделя',
    was: 'Неделей раньше',
    inbound: 'Входящие',
    outbound: 'Исходящие',
    missed: 'Пропущено',
    answerRate: 'Доля отвеченных',
    waitMean: 'Ждали в среднем',
    talk: 'Разговоры',
    people: 'По сотрудникам',
    employee: 'Сотрудник',
    callCount: 'Звонки',
    unanswered: 'Без ответа',
    dids: 'Куда звонили',
    sources: 'Источники',
    did: 'Номер',
    source: 'Источник',
    unknownDid: 'Неизвестно',
    noSource: 'Без источника',
    nothing: 'На прошлой неделе звонков не было.',
    seconds: spelled('ч', 'мин', 'с'),
    open: 'Открыть статистику',
    why: 'Этот отчёт приходит вам раз в неделю: так настроено в Carillon вашей компании.',
    change: 'Изменить, когда и кому он приходит',
    trial: 'Вы попросили прислать это письмо, чтобы посмотреть на еженедельный отчёт.',
  },
};

/** The count in its words: `3 звонка`. */
export function counted({ locale }: ReportWords, forms: Plural, n: number): string {
  const form = new Intl.PluralRules(locale).select(n);
  const words = form === 'one' || form === 'few' || form === 'many' ? (forms[form] ?? forms.other) : forms.other;
  return words.replace('{n}', new Intl.NumberFormat(locale).format(n));
}
