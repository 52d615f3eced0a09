import type { NameParts } from './display-name.ts';

const PATRONYMIC = /(вич|вна|ична|ичн|ұлы|улы|уулу|қызы|кызы|оглы|оғлы)$/iu;
const KINSHIP = /^(кызы|қызы|улы|ұлы|уулу|оглы|оғлы|гызы)$/iu;
const SURNAME = /(ов|ев|ёв|ин|ын|ский|цкий|ова|ева|ёва|ина|ына|ская|цкая|ук|юк|ко|ян|дзе|швили|ых|их)$/iu;
const NOTHING: NameParts = { familyName: null, givenName: null, patronymic: null };

/**
 * Family name, given name and patronymic out of one text, as far as their endings tell (-вич, -вна, кызы, улы, оглы). What can't be told is
 * left null: a wrong part greets people wrongly, a missing one does not.
 */
export function splitName(name: string): NameParts {
  const words = name.trim().split(/\s+/u);
  if (words.some((word) => !/^[\p{L}'’.-]+$/u.test(word))) return NOTHING;
  const last = words.at(-1) ?? '';
  if (words.length === 4 && KINSHIP.test(last)) return parts(words[0], words[1], `${words[2]} ${last}`);
  if (words.length === 3) return splitThree(words);
  if (words.length === 2) return splitTwo(words);
  return NOTHING;
}

function splitThree([first, second, third]: string[]): NameParts {
  if (third !== undefined && KINSHIP.test(third)) return parts(null, first, `${second} ${third}`);
  if (second !== undefined && PATRONYMIC.test(second) && !PATRONYMIC.test(third ?? '')) return parts(third, first, second);
  if (third !== undefined && PATRONYMIC.test(third)) return parts(first, second, third);
  return NOTHING;
}

function splitTwo([first = '', second = '']: string[]): NameParts {
  if (PATRONYMIC.test(second)) return parts(null, first, second);
  const [firstIsFamily, secondIsFamily] = [SURNAME.test(first), SURNAME.test(second)];
  if (firstIsFamily && !secondIsFamily) return parts(first, second, null);
  if (secondIsFamily && !firstIsFamily) return parts(second, first, null);
  return NOTHING;
}

const parts = (familyName: string | null | undefined, givenName: string | undefined, patronymic: string | null): NameParts => ({
  familyName: familyName ?? null,
  givenName: givenName ?? null,
  patronymic,
});
