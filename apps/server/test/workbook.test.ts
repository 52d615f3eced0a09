import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { type Column, columnName } from '../src/xlsx/column.ts';
import { openWorkbook, type Sheet } from '../src/xlsx/open-workbook.ts';
import { ROWS_A_SHEET, sheetRows } from '../src/xlsx/sheet-xml.ts';
import { find, readXlsx, readXml, unzip } from './support/read-xlsx.ts';

const COLUMNS: Column[] = [
  { heading: 'Начало', kind: 'time', width: 20 },
  { heading: 'Who & <what>', kind: 'text', width: 30 },
  { heading: 'Talk', kind: 'duration', width: 10 },
  { heading: 'Calls', kind: 'number', width: 10 },
  { heading: 'Rate', kind: 'share', width: 10 },
  { heading: 'Day', kind: 'day', width: 10 },
];
const OPTIONS = { language: 'ru' as const, madeAt: new Date('2026-03-16T09:00:00Z') };

const sheetOf = (rows: readonly (readonly (string | number | null)[])[], name = 'Звонки'): Sheet => ({
  name,
  columns: COLUMNS,
  rowCount: rows.length,
  rows: () => [sheetRows(COLUMNS, rows, 0)],
});
const read = async (...sheets: Sheet[]) => readXlsx(await buffer(openWorkbook(sheets, OPTIONS)));

test('5.7 times are dates, durations and shares are numbers, numbers of phones are texts', async () => {
  const row = ['2026-03-14 09:26:53', '+79161234567', 3725, 1234, 0.846, '2026-03-14'];
  const [sheet] = await read(sheetOf([row]));
  const cells = Object.fromEntries(sheet?.cells ?? []);
  expect(cells['A1']).toEqual({ style: 1, type: 'inlineStr', value: 'Начало' });
  expect(cells['B1']?.value).toBe('Who & <what>');
  expect(Number(cells['A2']?.value)).toBeCloseTo(46_095 + (9 * 3600 + 26 * 60 + 53) / 86_400, 8);
  expect(cells['B2']).toEqual({ style: 2, type: 'inlineStr', value: '+79161234567' });
  expect(Number(cells['C2']?.value) * 86_400).toBeCloseTo(3725, 6);
  expect(cells['D2']).toEqual({ style: 3, type: undefined, value: '1234' });
  expect(cells['E2']).toEqual({ style: 4, type: undefined, value: '0.846' });
  expect(cells['F2']).toEqual({ style: 6, type: undefined, value: '46095' });
});

test('5.7 the formats are those the styles name, dates as the language writes them', async () => {
  const parts = unzip(await buffer(openWorkbook([sheetOf([])], OPTIONS)));
  const styles = readXml(String(parts.get('xl/styles.xml')));
  const formats = find(styles, 'cellXfs')[0]?.children.map(({ attributes }) => attributes['numFmtId']);
  expect(formats).toEqual(['0', '0', '49', '3', '9', '164', '165', '46']);
  expect(find(styles, 'numFmt').map(({ attributes }) => attributes['formatCode'])).toEqual([
    'dd\\.mm\\.yyyy\\ hh:mm:ss',
    'dd\\.mm\\.yyyy',
  ]);
});

test('5.7 headings stay in sight and filter their columns', async () => {
  const [sheet] = await read(sheetOf([[null, 'a', 1, 2, 3, null]]));
  const root = sheet?.root as NonNullable<typeof sheet>['root'];
  expect(find(root, 'pane')[0]?.attributes).toMatchObject({ ySplit: '1', topLeftCell: 'A2', state: 'frozen' });
  expect(find(root, 'autoFilter')[0]?.attributes).toEqual({ ref: 'A1:F2' });
  expect(find(root, 'col').map(({ attributes }) => attributes['width'])).toEqual(['20', '30', '10', '10', '10', '10']);
  expect(root.children.map(({ name }) => name)).toEqual(['sheetViews', 'cols', 'sheetData', 'autoFilter']); // in the order of the standard
});

test.each<[given: string, text: string, shown: string]>([
  ['a formula', '=HYPERLINK("http://x")', '=HYPERLINK("http://x")'],
  ['an old macro', '@SUM(A1)', '@SUM(A1)'],
  ['markup', '</t></is></c><c r="Z9"><v>1</v></c>', '</t></is></c><c r="Z9"><v>1</v></c>'],
  ['what XML can not hold', 'a\u0000b\u0008c\uFFFEd\uD800e', 'abcde'],
  ['line breaks of Windows', 'a\r\nb\rc', 'a\nb\nc'],
  ['what a spreadsheet would decode', '_x0041_ x_', '_x005F_x0041_ x_'],
  ['blanks around', '  a  ', '  a  '],
  ['people', 'Иванов 👩‍💻 «Ромашка»', 'Иванов 👩‍💻 «Ромашка»'],
])('5.7 %s is a text in a workbook', async (_given, text, shown) => {
  const [sheet] = await read(sheetOf([[null, text, null, null, null, null]]));
  expect(sheet?.cells.get('B2')).toEqual({ style: 2, type: 'inlineStr', value: shown });
  expect([...(sheet?.cells.keys() ?? [])]).toHaveLength(COLUMNS.length + 1);
});

test('5.7 a note that is too long for a cell is cut, and not within a character', async () => {
  const [sheet] = await read(sheetOf([[null, `${'a'.repeat(32_766)}👩${'b'.repeat(9)}`, null, null, null, null]]));
  expect(sheet?.cells.get('B2')?.value).toBe('a'.repeat(32_766));
});

test('5.7 what is no time, no number and before the time of spreadsheets breaks nothing', async () => {
  const [sheet] = await read(sheetOf([['soon', 5, Number.NaN, Number.POSITIVE_INFINITY, null, '1899-01-01']]));
  const cells = Object.fromEntries(sheet?.cells ?? []);
  expect(cells['A2']?.value).toBe('soon');
  expect(cells['B2']?.value).toBe('5');
  expect([cells['C2'], cells['D2'], cells['E2']]).toEqual([undefined, undefined, undefined]);
  expect(cells['F2']).toMatchObject({ type: 'inlineStr', value: '1899-01-01' });
});

test('5.7 several sheets, empty ones too, names with quotes', async () => {
  const sheets = await read(sheetOf([[null, 'a', 1, 2, 3, null]], "Anna's & co"), sheetOf([], 'Пусто'));
  expect(sheets.map(({ name, cells }) => [name, cells.size])).toEqual([
    ["Anna's & co", 6 + 4],
    ['Пусто', 6],
  ]);
});

test('5.7 row numbers begin again with each sheet, below its headings', () => {
  const two = [
    [null, 'a', null, null, null, null],
    [null, 'b', null, null, null, null],
  ];
  expect(sheetRows(COLUMNS, two, ROWS_A_SHEET - 1)).toMatch(/<row r="1048576">.*<row r="2">/);
  expect(sheetRows(COLUMNS, two, 0)).toMatch(/<row r="2">.*<row r="3">/);
});

test('5.7 columns are named as spreadsheets name them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

/** Rows without end, and how many pieces of them were asked for. */
function endless(): { sheet: Sheet; asked: () => number; ended: Promise<void> } {
  let asked = 0;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const some = Array.from({ length: 500 }, (_, n) => ['2026-03-14 09:26:53', `row ${n} ${Math.sin(n)}`, n, n, 0.5, null]);
  async function* rows(): AsyncGenerator<string> {
    try {
      for (; ; asked += 1) {
        await new Promise(setImmediate);
        yield sheetRows(COLUMNS, some, asked * 500);
      }
    } finally {
      end();
    }
  }
  return { sheet: { name: 'Calls', columns: COLUMNS, rowCount: 9, rows }, asked: () => asked, ended };
}

test('5.7 nobody reads: no more rows are asked for; whoever goes away ends them', async () => {
  const { sheet, asked, ended } = endless();
  const file = openWorkbook([sheet], OPTIONS);
  await new Promise((resolve) => file.once('readable', resolve));
  let before = -1;
  await expect
    .poll(
      () => {
        const stands = asked() === before;
        before = asked();
        return stands;
      },
      { interval: 100 },
    )
    .toBe(true);
  expect(asked()).toBeLessThan(100);
  file.destroy();
  await ended;
});

test('5.7 rows that fail break the file off instead of ending it', async () => {
  async function* rows(): AsyncGenerator<string> {
    await new Promise(setImmediate);
    yield '';
    throw new Error('the database is away');
  }
  const file = openWorkbook([{ name: 'Calls', columns: COLUMNS, rowCount: 9, rows }], OPTIONS);
  await expect(buffer(file)).rejects.toThrow('the database is away');
});
