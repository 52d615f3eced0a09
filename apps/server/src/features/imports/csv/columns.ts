import type { ImportCreate } from '@carillon/contract';

export type ImportField = NonNullable<ImportCreate['columns']>[number];

/** Headers as address books, spreadsheets and other CRMs write them, folded. */
const HEADERS: Record<Exclude<ImportField, 'ignore'>, readonly string[]> = {
  name: [
    'имя и фамилия',
    'фио',
    'ф.и.о.',
    'ф.и.о',
    'контакт',
    'клиент',
    'полное имя',
    'наименование',
    'name',
    'full name',
    'contact',
    'contact name',
    'display name',
    'client',
    'имя контакта',
  ],
  familyName: ['фамилия', 'last name', 'lastname', 'surname', 'family name', 'familyname'],
  givenName: ['имя', 'first name', 'firstname', 'given name', 'givenname'],
  patronymic: ['отчество', 'middle name', 'middlename', 'patronymic'],
  phone: [
    'телефон',
    'телефоны',
    'тел',
    'тел.',
    'номер',
    'номер телефона',
    'мобильный',
    'мобильный телефон',
    'рабочий телефон',
    'сотовый',
    'phone',
    'phones',
    'phone number',
    'mobile',
    'mobile phone',
    'work phone',
    'home phone',
    'tel',
    'telephone',
    'number',
  ],
  email: [
    'почта',
    'эл. почта',
    'электронная почта',
    'email',
    'e-mail',
    'mail',
    'e-mail address',
    'email address',
    'емейл',
    'имейл',
  ],
  company: [
    'компания',
    'организация',
    'фирма',
    'юрлицо',
    'company',
    'organization',
    'organisation',
    'company name',
    'account',
    'работа',
  ],
  responsible: [
    'ответственный',
    'ответственный сотрудник',
    'менеджер',
    'responsible',
    'owner',
    'manager',
    'assigned to',
    'ответственный менеджер',
  ],
  tags: ['теги', 'тэги', 'метки', 'группа', 'группы', 'tags', 'labels', 'groups', 'categories'],
  externalId: ['внешний id', 'внешний код', 'код', 'ид', 'id', 'external id', 'externalid', 'uid', 'guid'],
};

const FIELDS = new Map(
  Object.entries(HEADERS).flatMap(([field, headers]) => headers.map((header) => [header, field as ImportField])),
);

/** What a column is by its header; `ignore` when nobody knows. Numbered ones (`Телефон 2`, `Phone 1 - Value`) count too. */
export function fieldOf(header: string): ImportField {
  const plain = header.trim().toLowerCase().replaceAll('ё', 'е').replaceAll('_', ' ');
  return FIELDS.get(plain) ?? FIELDS.get(plain.replace(/\s*\(.*\)$|\s*\d+(\s*-\s*(value|значение))?$/u, '')) ?? 'ignore';
}

/** Whether the first row names the columns: one of its cells is a known header, or none looks like a number or an address. */
export function isHeader(cells: readonly string[]): boolean {
  if (cells.some((cell) => fieldOf(cell) !== 'ignore')) return true;
  return !cells.some((cell) => /@/.test(cell) || cell.replace(/\D/g, '').length >= 7);
}

/** What the columns of a headless file are, by what stands in them. */
export function guessFields(cells: readonly string[]): ImportField[] {
  let named = false;
  return cells.map((cell) => {
    if (/@/.test(cell)) return 'email';
    if (/^[\d\s()+\-.]{7,}$/.test(cell)) return 'phone';
    if (named || !/\p{L}/u.test(cell)) return 'ignore';
    named = true;
    return 'name';
  });
}
