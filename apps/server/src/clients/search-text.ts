import { foldText } from './fold-text.ts';

type Searchable = {
  name: string;
  familyName: string | null;
  givenName: string | null;
  patronymic: string | null;
  companyName: string | null;
  inn: string | null;
  emails: readonly string[];
  /** E.164. */
  numbers: readonly string[];
};

/** What fragments are looked up in: begins with a blank and the name, so that the beginning of any word can be asked for. */
export function searchText({ name, familyName, givenName, patronymic, companyName, inn, emails, numbers }: Searchable): string {
  const texts = [name, familyName, givenName, patronymic, companyName, ...emails].filter((text) => text !== null);
  const words = new Set(texts.flatMap((text) => foldText(text).split(' ')));
  const rest = foldText([...words].join(' ')); // the parts repeat the name's words
  return ` ${[rest, inn, ...numbers.map((number) => number.replace(/\D/g, ''))].filter(Boolean).join(' ')}`;
}
