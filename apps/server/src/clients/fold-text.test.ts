import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';

test.each([
  ['Пётр ЁЖ', 'петр еж'],
  ['Гыйләҗева Әлфия', 'гыйлажева алфия'], // Tatar
  ['Һөҙөмтә Ҡыҙҙар Ғәли Ҫәүит', 'хозомта кыззар гали сауит'], // Bashkir
  ['Қасым Ұлы Іңкәр Ғұмар', 'касым улы инкар гумар'], // Kazakh
  ['Йосиф', 'йосиф'], // й is a letter of its own, not и with an accent
  ['Müller  Łukasz Straße', 'muller lukasz strasse'],
  ['ООО «Ромашка»', 'ооо ромашка'],
])('%s is compared as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('folding what is folded changes nothing', () => {
  const once = foldText('Ёлкин Әлфия «Müller»');
  expect(foldText(once)).toBe(once);
});
