import { transliterate } from './transliterate.ts';

/** `{contact}`, `{company}` and the text around them. */
export type CallerTemplate = string;
export type CallerPerson = { family?: string | null; given?: string | null; patronymic?: string | null; display?: string | null };
export type CallerCompany = { name: string; legalForm?: string | null };
export type Caller = {
  contact: CallerPerson | null;
  company: CallerCompany | null;
  /** How many more clients have this number: shown as ` +2`. */
  others?: number;
};

export const CALLER_NAME_MAX = 40;

/** What an unnamed lead is called: the phone shows the number anyway. */
const BARE_NUMBER = /^\+?[\d ()-]{7,}$/;

const LEGAL_FORMS =
  'Общество с ограниченной ответственностью|ООО|ОАО|ЗАО|ПАО|НАО|АО|ИП|АНО|НКО|ГУП|МУП|ФГУП|ТОО|ЧП|ФОП|ТОВ|ОДО|УП|ЧУП|LLC|LLP|Ltd\\.?|Inc\\.?|Corp\\.?|GmbH|AG|S\\.?A\\.?|Sp\\. z o\\.o\\.|s\\.r\\.o\\.|OÜ|SIA|UAB|PLC|BV';
const LEGAL_FORM = new RegExp(`(?:^(?:${LEGAL_FORMS})(?=[\\s"«„“])|[\\s,]+(?:${LEGAL_FORMS})$)`, 'iu');

/**
 * The name a phone shows: printable ASCII, at most 40 characters; `null` when nothing printable is left (8.2).
 * Too long, it loses the patronymic, then the legal form, then its last words.
 */
export function callerName(template: CallerTemplate, { contact, company, others = 0 }: Caller): string | null {
  const suffix = others > 0 ? ` +${others}` : '';
  const room = CALLER_NAME_MAX - suffix.length;
  const attempts = [
    () => filled(template, personName(contact, true), companyName(company, true)),
    () => filled(template, personName(contact, false), companyName(company, true)),
    () => filled(template, personName(contact, false), companyName(company, false)),
  ];
  let name = '';
  for (const attempt of attempts) {
    name = attempt();
    if (name.length <= room) break;
  }
  return name === '' ? null : cutAtWord(name, room) + suffix;
}

/** A client without what the template asks for is still known: what there is is shown. */
function filled(template: CallerTemplate, contact: string, company: string): string {
  const text = template.replaceAll('{contact}', () => contact).replaceAll('{company}', () => company);
  const bare = template.replaceAll('{contact}', '').replaceAll('{company}', '');
  const asked = (template.includes('{contact}') && contact !== '') || (template.includes('{company}') && company !== '');
  const plain = !template.includes('{');
  const name = transliterate(asked || plain ? text : contact || company);
  const loose = bare.trim() === '' ? name : name.replace(/^[\s,;:|/-]+|[\s,;:|/-]+$/g, '');
  return /[A-Za-z0-9]/.test(loose) && !BARE_NUMBER.test(loose) ? loose : '';
}

function personName(person: CallerPerson | null, withPatronymic: boolean): string {
  if (person === null) return '';
  const patronymic = person.patronymic?.trim() ?? '';
  const display = person.display?.trim() ?? '';
  if (display === '') return [person.given, withPatronymic ? patronymic : '', person.family].filter(Boolean).join(' ');
  if (withPatronymic || patronymic === '') return display;
  const bare = withoutWords(display, patronymic);
  return bare === '' ? display : bare;
}

/** `Мамедов Али Гасан оглы` without `Гасан оглы`: whole words, wherever they stand. */
function withoutWords(text: string, unwanted: string): string {
  const words = text.split(/\s+/);
  const gone = unwanted.toLowerCase().split(/\s+/);
  const at = words.findIndex((_word, i) => gone.every((word, n) => words[i + n]?.toLowerCase() === word));
  return (at < 0 ? words : words.toSpliced(at, gone.length)).join(' ');
}

function companyName(company: CallerCompany | null, withLegalForm: boolean): string {
  if (company === null) return '';
  const form = company.legalForm?.trim() ?? '';
  const name = company.name.trim();
  if (withLegalForm) return form !== '' && !name.toLowerCase().includes(form.toLowerCase()) ? `${form} ${name}` : name;
  const bare = name.replace(LEGAL_FORM, '').trim();
  return bare === '' ? name : bare;
}

function cutAtWord(name: string, room: number): string {
  if (name.length <= room) return name;
  const cut = name.slice(0, room + 1);
  const words = cut.slice(0, Math.max(cut.lastIndexOf(' '), 0)).replace(/[\s,;:|/"-]+$/, '');
  return /[A-Za-z0-9]/.test(words) ? words : name.slice(0, room).trim(); // one endless word
}
