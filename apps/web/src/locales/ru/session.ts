import type { RussianOf } from '../../lib/i18n/russian-of.ts';
import type en from '../en/session.ts';

const ru: RussianOf<typeof en> = {
  signInTitle: 'Вход в Carillon',
  email: 'Почта',
  password: 'Пароль',
  signIn: 'Войти',
  setupTitle: 'Первый запуск Carillon',
  setupText: 'Вы здесь первые: станьте администратором. Эта страница открывается один раз.',
  company: 'Компания',
  yourName: 'Ваше имя',
  passwordHint: 'Не короче 10 символов',
  passwordShort: 'Нужно не меньше 10 символов.',
  emailWrong: 'Это не адрес почты.',
  required: 'Это обязательно.',
  setupAct: 'Создать и войти',
  setupClosedTitle: 'Ссылка первого запуска не работает',
  setupClosedText: 'Она уже использована или введена не полностью. Новая ссылка — в журнале сервера.',
  toSignIn: 'Ко входу',
  invitationTitle: 'Здравствуйте, {{name}}',
  invitationText: 'Придумайте пароль. Входить будете по адресу {{email}}.',
  invitationAct: 'Сохранить и войти',
  invitationClosedTitle: 'Приглашение не работает',
  invitationClosedText: 'Оно уже использовано или устарело. Попросите у администратора новую ссылку.',
};
export default ru;
