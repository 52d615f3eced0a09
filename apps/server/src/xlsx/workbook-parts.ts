import { columnName } from './column.ts';
import { xmlText } from './xml-text.ts';

export type Language = 'en' | 'ru';
export type SheetSize = { name: string; columns: readonly unknown[]; rowCount: number };

/** The places of the formats in `stylesXml`. */
export const STYLE = { heading: 1, text: 2, number: 3, share: 4, time: 5, day: 6, duration: 7 } as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DAY_FORMAT: Readonly<Record<Language, string>> = { en: 'yyyy\\-mm\\-dd', ru: 'dd\\.mm\\.yyyy' };

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const sheetPath = (index: number): string => `xl/worksheets/sheet${index + 1}.xml`;
/** The cells that belong to a table, headings included. */
export const tableOf = ({ columns, rowCount }: SheetSize, fixed = ''): string =>
  `${fixed}A${fixed}1:${fixed}${columnName(columns.length - 1)}${fixed}${rowCount + 1}`;

/** The parts of a workbook besides its sheets, by their paths. */
export function workbookParts(sheets: readonly SheetSize[], language: Language): Record<string, string> {
  return {
    '[Content_Types].xml': contentTypesXml(sheets.length),
    '_rels/.rels': relationsXml([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...sheets.map((_, index): Relation => ['worksheet', sheetPath(index).slice('xl/'.length)]),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': stylesXml(language),
  };
}

function contentTypesXml(sheets: number): string {
  const parts = [
    ['/xl/workbook.xml', `${TYPES}.sheet.main+xml`],
    ['/xl/styles.xml', `${TYPES}.styles+xml`],
    ...Array.from({ length: sheets }, (_, index) => [`/${sheetPath(index)}`, `${TYPES}.worksheet+xml`]),
  ];
  const overrides = parts.map(([path, type]) => `<Override PartName="${path}" ContentType="${type}"/>`).join('');
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`;
}

type Relation = [kind: string, target: string];

function relationsXml(relations: readonly Relation[]): string {
  const all = relations.map(
    ([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

function workbookXml(sheets: readonly SheetSize[]): string {
  const names = sheets.map(({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`);
  const filters = sheets.map((sheet, index) => {
    const quoted = xmlText(sheet.name.replaceAll("'", "''"));
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${quoted}'!${tableOf(sheet, '$')}</definedName>`;
  });
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${names.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`;
}

/** 9, 3, 46 and 49 are formats every spreadsheet has: 0 %, #,##0, [h]:mm:ss and text. */
function stylesXml(language: Language): string {
  const day = DAY_FORMAT[language];
  const formats = [0, 0, 49, 3, 9, 164, 165, 46];
  const cells = formats.map((format, place) => {
    const font = place === STYLE.heading ? 1 : 0;
    return `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  });
  return [
    `${XML}<styleSheet xmlns="${MAIN}">`,
    `<numFmts count="2"><numFmt numFmtId="164" formatCode="${day}\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="${day}"/></numFmts>`,
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>',
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('');
}
