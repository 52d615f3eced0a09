/** The language of a file: its headings, what its columns say, and what its spreadsheets take for the end of a cell. */
export type ExportWords = {
  delimiter: string;
  headings: readonly string[];
  /** Of durations in a workbook, which shows them as such; a CSV file has seconds. */
  wait: string;
  talk: string;
  sheet: string;
  directions: Record<string, string>;
  results: Record<string, string>;
  yes: string;
  no: string;
};

export const EXPORT_WORDS: Record<'en' | 'ru', ExportWords> = {
  en: {
    delimiter: ',',
    headings: [
      'Started',
      'Direction',
      'Result',
      'Client',
      'Number',
      'Called number',
      'Its label',
      'Employee',
      'Extension',
      'Wait, s',
      'Talk, s',
      'Recorded',
      'Source',
      'Campaign',
      'Page',
      'Outcome',
      'Notes',
      'Provider’s word',
      'Call',
    ],
    wait: 'Wait',
    talk: 'Talk',
    sheet: 'Calls',
    directions: { inbound: 'incoming', outbound: 'outgoing', internal: 'internal' },
    results: {
      ringing: 'ringing',
      talking: 'talking',
      connecting: 'connecting',
      answered: 'answered',
      missed: 'missed',
      'not-reached': 'not reached',
      busy: 'busy',
      failed: 'failed',
      'no-money': 'no money',
      other: 'other',
      blocked: 'blocked',
      'end-unknown': 'end unknown',
    },
    yes: 'yes',
    no: 'no',
  },
  ru: {
    delimiter: ';',
    headings: [
      'Начало',
      'Направление',
      'Результат',
      'Клиент',
      'Номер',
      'Куда звонили',
      'Название номера',
      'Сотрудник',
      'Внутренний номер',
      'Ожидание, с',
      'Разговор, с',
      'Запись',
      'Источник',
      'Кампания',
      'Страница',
      'Итог',
      'Заметки',
      'Ответ провайдера',
      'Звонок',
    ],
    wait: 'Ожидание',
    talk: 'Разговор',
    sheet: 'Звонки',
    directions: { inbound: 'входящий', outbound: 'исходящий', internal: 'внутренний' },
    results: {
      ringing: 'звонит',
      talking: 'разговор',
      connecting: 'соединение',
      answered: 'отвечен',
      missed: 'пропущен',
      'not-reached': 'не дозвонились',
      busy: 'занято',
      failed: 'не удался',
      'no-money': 'нет денег',
      other: 'другое',
      blocked: 'заблокирован',
      'end-unknown': 'конец неизвестен',
    },
    yes: 'да',
    no: 'нет',
  },
};
