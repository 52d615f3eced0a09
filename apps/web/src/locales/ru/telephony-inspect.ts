import type { RussianOf } from '../../lib/i18n/russian-of.ts';
import type english from '../en/telephony-inspect.ts';

const ru: RussianOf<typeof english> = {
  'whatIf.title': 'Что будет, если',
  'whatIf.text': 'Решает так же, как настоящий звонок, ничего не меняет и никому не звонит.',
  'whatIf.number': 'Кто звонит',
  'whatIf.numberHint': 'В любой записи; пусто — скрытый номер',
  'whatIf.did': 'На какой наш номер',
  'whatIf.anyDid': 'Любой',
  'whatIf.at': 'Когда',
  'whatIf.atHint': 'Пусто — сейчас',
  'whatIf.ask': 'Решить',
  'whatIf.answer': 'Решение',
  'whatIf.steps': 'По шагам',
  'whatIf.reply': 'Что уходит на АТС',
  'whatIf.clients': 'Клиенты с этим номером',
  'whatIf.responsible': 'Ответственный: {{name}}',
  'whatIf.rehearsal': 'Репетиция: так решено, но на АТС не отправлено.',
  'events.title': 'События',
  'events.text': 'Последние 50 уведомлений от АТС в том виде, как пришли, и наши ответы. Подписи и секреты не показываются.',
  'events.live': 'Обновляется каждые 3 секунды',
  'events.pause': 'Пауза',
  'events.go': 'Продолжить',
  'events.empty': 'Уведомлений ещё не было.',
  'events.emptyText': 'Сделайте пробный звонок: его события появятся здесь через секунды.',
  'events.ms': '{{ms}} мс',
  'events.fields': 'Поля',
  'events.answer': 'Наш ответ',
  'events.spooled': 'сохранено, пока базы не было',
  'events.toCall': 'Открыть звонок',
  'verdict.accepted': 'принято',
  'verdict.repeated': 'повтор',
  'verdict.stale': 'устарело',
  'verdict.refused': 'отклонено',
  'verdict.unknown': 'неизвестный вид',
};

export default ru;
