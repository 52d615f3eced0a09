import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { callerName, type Caller } from './caller-name.ts';
import { transliterate } from './transliterate.ts';

test.each([
  ['Щукин Юрий', 'Shchukin Yury'],
  ['ЩУКИН ЮРИЙ', 'SHCHUKIN YURY'],
  ['Пётр Хохлов', 'Petr Khokhlov'],
  ['Цой', 'Tsoy'],
  ['Белый Андрей', 'Bely Andrey'],
  ['Объезд Вьюгина', 'Obezd Vyugina'],
  ['Эмма Яковлева', 'Emma Yakovleva'],
  ['ООО «Щит»', 'OOO "Shchit"'],
  ['Їжакевич Ґалаґан Євген', 'Yizhakevich Galagan Yevgen'],
  ['Быкаў', 'Bykau'],
  ['Қасым Әлия Ғабит Ұлан Үміт Өмір Һакім Ңұр', 'Kasym Aliya Gabit Ulan Umit Omir Hakim Nur'],
  ['Җәлил Ҙиҙа Ҡурай Ҫәсән', 'Jalil Ziza Kuray Sasan'],
  ['Jürgen Müßig', 'Jurgen Mussig'],
  ['Łukasz Żółć', 'Lukasz Zolc'],
  ['Björn Østergård', 'Bjorn Ostergard'],
  ['Çağrı İnan', 'Cagri Inan'],
  ['Dvořák Ἀθηνᾶ 王', 'Dvorak'],
  ['Анна — «Мир»…', 'Anna - "Mir"...'],
  ['  два \t  слова\n', 'dva slova'],
  ['№ 5', 'No 5'],
  ['Ж', 'Zh'],
  ['😀', ''],
  ['Мар’яна Гнатюк-Щербань Їжакова Соловйова', "Mar'yana Gnatyuk-Shcherban Yizhakova Solovyova"],
  ['Алесь Ўладзімір Цётка Вярхоўскі', 'Ales Uladzimir Tsetka Vyarkhouski'],
  ['Әбдіғаппар Нұрсұлтан Қожахметұлы Сәкен Жүнісов Шәріпов', 'Abdigappar Nursultan Kozhakhmetuly Saken Zhunisov Sharipov'],
  ['Миңнегали Гөлнәзирә Җиһангир Үзбәк', 'Minnegali Golnazira Jihangir Uzbak'],
  ['Мәҙинә Ҡыҙырас Ғәйнетдин Өмөтбаев Һаҙый Ҫәлимйән', 'Mazina Kyzyras Gaynetdin Omotbaev Hazy Salimyan'],
  ['ЩЁКИН-ЖЮЛЬЕН ЦЮРУПА', 'SHCHEKIN-ZHYULEN TSYURUPA'],
  ['Zażółć gęślą jaźń ŻUŁAWSKI', 'Zazolc gesla jazn ZULAWSKI'],
  ['Příliš žluťoučký kůň ĎÁBELSKÉ ódy', 'Prilis zlutoucky kun DABELSKE ody'],
  ['Größe Äpfel Öl ÜBEL STRAẞE', 'Grosse Apfel Ol UBEL STRASSE'],
  ['Şükrü Yıldırım İĞDIR Âli', 'Sukru Yildirim IGDIR Ali'],
  ['Nguyễn Thị Đặng Phước ỨNG Hữu', 'Nguyen Thi Dang Phuoc UNG Huu'],
  ['Ælfþryð Ŋala Œuvre ĲSSEL Əliyev Ɓuba', 'Aelfthryd Nala Oeuvre IJSSEL Aliyev Buba'],
  ['Ђорђе Љиљана Ѓорче Ӯлмас Ҳакӣм', 'Djordje Ljiljana Gorche Ulmas Khakim'],
  ['а́ е\u0308 и\u0306', 'a e y'],
  ['ﬁ ² ½', 'fi 2 1/2'],
  ['a\u0000\u0007b\u202ec', 'abc'],
])('8.2 %s is written %s', (text, ascii) => {
  expect(transliterate(text)).toBe(ascii);
});

/** Letters of one block; not its clicks and its glottal stops, which are written with nothing. */
function lettersOf(first: number, last: number): string[] {
  const all = Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
  return all.filter((letter) => /\p{L}/u.test(letter) && !'ǀǁǂǃɁɂªº'.includes(letter));
}

test.each([
  ['Latin-1', 0xc0, 0xff],
  ['Latin Extended-A', 0x100, 0x17f],
  ['Latin Extended-B', 0x180, 0x24f],
  ['Latin Extended Additional', 0x1e00, 0x1eff],
])('8.2 every letter of %s has its letters in ASCII, small and capital alike', (_block, first, last) => {
  for (const letter of lettersOf(first, last)) {
    const written = transliterate(letter);
    expect(written, letter).toMatch(/^[A-Za-z]{1,2}$/);
    expect(transliterate(letter.toLowerCase()), letter).toBe(written.toLowerCase());
  }
});

test('8.2 every letter of the Cyrillic alphabets in use is written, hard and soft signs with nothing', () => {
  const alphabet = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяєіїґўәғқңөұүһҗҙҡҫҳҷӣӯђѓѕјљњћќџ';
  for (const letter of alphabet + alphabet.toUpperCase())
    expect(transliterate(letter), letter).toMatch(/[ъь]/i.test(letter) ? /^$/ : /^[A-Za-z]{1,4}$/);
});

test('8.2 any text becomes printable ASCII, and twice is as once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const ascii = transliterate(text);
      expect(ascii).toMatch(/^[\x20-\x7e]*$/);
      expect(transliterate(ascii)).toBe(ascii);
    }),
  );
});

const ivan = { family: 'Петров', given: 'Иван', patronymic: 'Сергеевич', display: 'Петров Иван Сергеевич' };
const daisy = { name: 'ООО «Ромашка»' };

test.each<[given: string, template: string, caller: Caller, shown: string | null]>([
  ['a lead that nobody has named yet', '{contact}', { contact: { display: '+7 (916) 123-45-67' }, company: null }, null],
  ['a short number that is a name', '{contact}', { contact: { display: '112' }, company: null }, '112'],
  ['8.2 a contact', '{contact}', { contact: { display: 'Ivan Petrov' }, company: null }, 'Ivan Petrov'],
  [
    '8.2 a contact without a display name',
    '{contact}',
    { contact: { given: 'Иван', family: 'Петров' }, company: null },
    'Ivan Petrov',
  ],
  ['8.2 a company', '{company}', { contact: ivan, company: daisy }, 'OOO "Romashka"'],
  ['8.2 both', '{company}, {contact}', { contact: { display: 'Ivan Petrov' }, company: daisy }, 'OOO "Romashka", Ivan Petrov'],
  ['8.2 both asked, no company', '{company}, {contact}', { contact: { display: 'Ivan Petrov' }, company: null }, 'Ivan Petrov'],
  [
    '8.1 a known company is shown though the template asks for a contact',
    '{contact}',
    { contact: null, company: daisy },
    'OOO "Romashka"',
  ],
  [
    '8.2 forty characters stay whole',
    '{contact}',
    { contact: { display: 'Aaaaaaaaa Bbbbbbbbb Ccccccccc Dddddddddd' }, company: null },
    'Aaaaaaaaa Bbbbbbbbb Ccccccccc Dddddddddd',
  ],
  [
    '8.2 too long: the patronymic goes first',
    '{company}, {contact}',
    { contact: ivan, company: { name: 'ООО «Северный ветер»' } },
    'OOO "Severny veter", Petrov Ivan',
  ],
  [
    '8.2 then the legal form',
    '{company}, {contact}',
    { contact: ivan, company: { name: 'ООО «Северный ветер и сыновья»' } },
    '"Severny veter i synovya", Petrov Ivan',
  ],
  [
    '8.2 then words are cut',
    '{company}',
    { contact: null, company: { name: 'Завод железобетонных изделий имени Серго Орджоникидзе' } },
    'Zavod zhelezobetonnykh izdely imeni',
  ],
  ['8.2 one endless word is cut anyway', '{contact}', { contact: { display: 'я'.repeat(60) }, company: null }, 'ya'.repeat(20)],
  ['8.2 a legal form kept apart', '{company}', { contact: null, company: { name: 'Daisy', legalForm: 'Ltd' } }, 'Ltd Daisy'],
  [
    '8.2 a patronymic of two words goes whole',
    '{company}, {contact}',
    { contact: { display: 'Мамедов Али Гасан оглы', patronymic: 'Гасан оглы' }, company: { name: 'Хлебозавод номер один' } },
    'Khlebozavod nomer odin, Mamedov Ali',
  ],
  [
    '8.2 somebody known by the patronymic alone keeps it',
    '{contact}',
    { contact: { display: 'щ'.repeat(12), patronymic: 'щ'.repeat(12) }, company: null },
    'shch'.repeat(10),
  ],
  [
    '8.2 a sign before one endless word',
    '{contact}',
    { contact: { display: `- ${'я'.repeat(60)}` }, company: null },
    `- ${'ya'.repeat(19)}`,
  ],
  [
    '8.2 the legal form in full',
    '{company}',
    { contact: null, company: { name: 'Общество с ограниченной ответственностью «Ромашка»' } },
    '"Romashka"',
  ],
  ['8.2 nothing printable', '{contact}', { contact: { display: '王 😀' }, company: null }, null],
  ['8.2 nobody', '{company}, {contact}', { contact: null, company: null }, null],
  ['8.4 one of two', '{contact}', { contact: { display: 'Ivan Petrov' }, company: null, others: 1 }, 'Ivan Petrov +1'],
  [
    '8.4 the count fits in the forty',
    '{contact}',
    { contact: { display: 'Aaaaaaaaa Bbbbbbbbb Ccccccccc Dddddddddd' }, company: null, others: 12 },
    'Aaaaaaaaa Bbbbbbbbb Ccccccccc +12',
  ],
])('%s', (_given, template, caller, shown) => {
  expect(callerName(template, caller)).toBe(shown);
});

test('8.2 whatever the name, the phone gets printable ASCII of 1 to 40 characters, or nothing', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('щ', 'Ё', 'й', ' ', 'ß', '"', '$', '-') }),
  );
  fc.assert(
    fc.property(
      names,
      names,
      fc.nat(20),
      fc.constantFrom('{contact}', '{company}', '{company}, {contact}'),
      (person, name, others, template) => {
        const shown = callerName(template, { contact: { display: person }, company: { name }, others });
        expect(shown ?? 'x').toMatch(/^[\x21-\x7e](?:[\x20-\x7e]{0,38}[\x21-\x7e])?$/);
      },
    ),
  );
});
