import type { RussianOf } from '../../lib/i18n/russian-of.ts';
import type en from '../en/live-board.ts';

const ru: RussianOf<typeof en> = {
  title: 'Сейчас',
  today: 'Сегодня',
  yesterday: 'По сравнению со вчера к этому же часу',
  showCalls: 'Показать звонки',
  'figure.answered': 'Отвечено сегодня',
  'figure.missed': 'Пропущено',
  'figure.waitMean': 'Ждали в среднем',
  menu: 'В меню',
  menuEmpty: 'В меню никто не ждёт.',
  employees: 'Сотрудники',
  noEmployees: 'Пока ни у кого нет внутреннего номера.',
  'state.talking': 'Говорит',
  'state.connecting': 'Соединение',
  'state.ringing': 'Звонит телефон',
  'state.away': 'Нет на месте',
  'state.free': 'Свободен',
  'state.offline': 'Телефон не в сети',
  'count.talking': 'говорят: {{count}}',
  'count.connecting': 'соединение: {{count}}',
  'count.ringing': 'звонит: {{count}}',
  'count.free': 'свободны: {{count}}',
  'count.away': 'нет на месте: {{count}}',
  until: 'до',
  lastCall: 'последний звонок',
};
export default ru;
