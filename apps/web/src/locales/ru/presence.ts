import type { RussianOf } from '../../lib/i18n/russian-of.ts';
import type english from '../en/presence.ts';

const ru: RussianOf<typeof english> = {
  title: 'Моё состояние',
  myState: 'Моё состояние: {{state}}',
  available: 'На месте',
  awayUntil: 'Нет до {{time}}',
  text: 'Пока вас нет, звонки ваших клиентов идут заместителю, а без него — по обычному сценарию.',
  awayFor: 'Не будет',
  'for.hour': '1 час',
  'for.threeHours': '3 часа',
  'for.tomorrow': 'До завтра',
  'for.week': 'Неделю',
  until: 'Отсутствие до',
  untilWrong: 'Выберите время в будущем.',
  deputy: 'Заместитель',
  deputyHint: 'Пока получает звонки этих клиентов',
  noDeputy: 'Никто',
  leave: 'Отсутствую',
  change: 'Изменить',
  back: 'Снова на месте',
  sendAway: 'Отметить отсутствие',
  bringBack: 'Закончить отсутствие',
  saidAway: 'Вы отмечены как отсутствующий.',
  saidBack: 'Вы снова на месте.',
  saidOf: 'Отсутствие сохранено: {{name}}.',
};

export default ru;
