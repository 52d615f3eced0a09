import type { Language } from '../../xlsx/workbook-parts.ts';

/** What a workbook of figures says, as the page does. */
export type WorkbookWords = Readonly<
  Record<
    | 'file'
    | 'total'
    | 'period'
    | 'thisPeriod'
    | 'periodBefore'
    | 'from'
    | 'to'
    | 'day'
    | 'hour'
    | 'employee'
    | 'nobody'
    | 'did'
    | 'label'
    | 'noDid'
    | 'source'
    | 'noSource'
    | 'calls'
    | 'inbound'
    | 'outbound'
    | 'answered'
    | 'missed'
    | 'notReached'
    | 'busy'
    | 'answerRate'
    | 'waitMean'
    | 'waitP90'
    | 'talk'
    | 'talkMean'
    | 'lost'
    | 'waiting'
    | 'missedCallers'
    | 'calledBack'
    | 'callbackMedian'
    | 'newClients'
    | 'unansweredRings',
    string
  >
>;

export const WORKBOOK_WORDS: Readonly<Record<Language, WorkbookWords>> = {
  en: {
    file: 'statistics',
    total: 'Total',
    period: 'Period',
    thisPeriod: 'This period',
    periodBefore: 'The period before',
    from: 'From',
    to: 'Until',
    day: 'Day',
    hour: 'Hour',
    employee: 'Employee',
    nobody: 'Nobody',
    did: 'Called number',
    label: 'Its label',
    noDid: 'Not known',
    source: 'Source',
    noSource: 'Without a source',
    calls: 'Calls',
    inbound: 'Incoming',
    outbound: 'Outgoing',
    answered: 'Answered',
    missed: 'Missed',
    notReached: 'Not reached',
    busy: 'Busy',
    answerRate: 'Answer rate',
    waitMean: 'Mean wait',
    waitP90: '90% waited up to',
    talk: 'Talk',
    talkMean: 'Mean talk',
    lost: 'Lost callers',
    waiting: 'Still waiting',
    missedCallers: 'Callers who got nobody',
    calledBack: 'Missed calls dialled back',
    callbackMedian: 'Time to first call-back',
    newClients: 'New clients',
    unansweredRings: 'Unanswered rings',
  },
  ru: {
    file: 'статистика',
    total: 'Итого',
    period: 'Период',
    thisPeriod: 'Этот период',
    periodBefore: 'Период до него',
    from: 'С',
    to: 'До',
    day: 'День',
    hour: 'Час',
    employee: 'Сотрудник',
    nobody: 'Никто',
    did: 'Куда звонили',
    label: 'Название номера',
    noDid: 'Неизвестно',
    source: 'Источник',
    noSource: 'Без источника',
    calls: 'Звонки',
    inbound: 'Входящие',
    outbound: 'Исходящие',
    answered: 'Отвечено',
    missed: 'Пропущено',
    notReached: 'Не дозвонились',
    busy: 'Занято',
    answerRate: 'Доля отвеченных',
    waitMean: 'Ждали в среднем',
    waitP90: '90 % ждали до',
    talk: 'Разговоры',
    talkMean: 'Средний разговор',
    lost: 'Потеряно',
    waiting: 'Ещё ждут',
    missedCallers: 'Не дозвонились к нам',
    calledBack: 'Пропущенные с перезвоном',
    callbackMedian: 'Время до перезвона',
    newClients: 'Новые клиенты',
    unansweredRings: 'Звонки без ответа',
  },
};
