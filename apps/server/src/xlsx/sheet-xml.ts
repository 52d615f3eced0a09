import { cellXml } from './cell-xml.ts';
import { type CellValue, type Column, columnName } from './column.ts';
import { STYLE, tableOf, type SheetSize, XML } from './workbook-parts.ts';
import { xmlText } from './xml-text.ts';

/** Rows a sheet has beside its headings: Excel's 1,048,576 in all. */
export const ROWS_A_SHEET = 1_048_575;

/** Everything of a sheet before its rows: bold headings that stay in sight, and the columns' widths. */
export function sheetHead(columns: readonly Column[], isFirst: boolean): string {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const headings = columns.map(
    ({ heading }, index) =>
      `<c r="${columnName(index)}1" s="${STYLE.heading}" t="inlineStr"><is><t>${xmlText(heading)}</t></is></c>`,
  );
  return [
    `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>',
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${headings.join('')}</row>`,
  ].join('');
}

/** Rows of a sheet; `first` is the place of the first among all rows of the table, from 0. */
export function sheetRows(columns: readonly Column[], rows: readonly (readonly CellValue[])[], first: number): string {
  const names = columns.map((column, index) => ({ name: columnName(index), kind: column.kind }));
  let xml = '';
  for (const [index, row] of rows.entries()) {
    const number = ((first + index) % ROWS_A_SHEET) + 2;
    xml += `<row r="${number}">`;
    for (const [place, { name, kind }] of names.entries()) xml += cellXml(`${name}${number}`, kind, row[place] ?? null);
    xml += '</row>';
  }
  return xml;
}

/** Everything after the rows: each heading filters its column. */
export const sheetTail = (size: SheetSize): string => `</sheetData><autoFilter ref="${tableOf(size)}"/></worksheet>`;
