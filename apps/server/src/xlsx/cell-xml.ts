import type { CellValue, ColumnKind } from './column.ts';
import { STYLE } from './workbook-parts.ts';
import { xmlText } from './xml-text.ts';

const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1000;
/** Spreadsheets count days from here, and are right about them from March 1900 on. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const FIRST_DAY = 61;
/** Excel takes a file for broken in which a cell has more. */
const TEXT_MAX = 32_767;
/** What a spreadsheet would read as one character written by its number. */
const NUMBERED = /_(?=x[0-9A-Fa-f]{4}_)/g;
const ODD = /[\r\n_]|^\s|\s$/;

/** A value as a cell of a sheet, by its column's kind. A text is always a text, whatever it begins with. */
export function cellXml(ref: string, kind: ColumnKind, value: CellValue): string {
  if (value === null || value === '') return '';
  switch (kind) {
    case 'text':
      return textXml(ref, String(value));
    case 'time':
    case 'day':
      return typeof value === 'string' ? clockXml(ref, kind, value) : '';
    case 'duration':
      return numberXml(ref, STYLE.duration, Number(value) / DAY_SECONDS);
    case 'number':
    case 'share':
      return numberXml(ref, STYLE[kind], Number(value));
    default:
      return kind satisfies never;
  }
}

function clockXml(ref: string, kind: 'time' | 'day', value: string): string {
  const days = (Date.parse(`${value.replace(' ', 'T')}${kind === 'time' ? 'Z' : ''}`) - DAY_ZERO) / DAY_MS;
  return days >= FIRST_DAY ? numberXml(ref, STYLE[kind], days) : textXml(ref, value);
}

const numberXml = (ref: string, style: number, value: number): string =>
  Number.isFinite(value) ? `<c r="${ref}" s="${style}"><v>${value}</v></c>` : '';

function textXml(ref: string, value: string): string {
  const isOdd = ODD.test(value);
  const shown = isOdd ? value.replace(/\r\n?/g, '\n').replace(NUMBERED, '_x005F_') : value;
  const text = xmlText(shown.slice(0, TEXT_MAX));
  const keeps = isOdd ? ' xml:space="preserve"' : '';
  return `<c r="${ref}" s="${STYLE.text}" t="inlineStr"><is><t${keeps}>${text}</t></is></c>`;
}
