import { crc32, inflateRawSync } from 'node:zlib';

export type XmlNode = { name: string; attributes: Record<string, string>; children: XmlNode[]; text: string };
type Cell = { style: number; type: string | undefined; value: string };
export type ReadSheet = { name: string; cells: Map<string, Cell>; root: XmlNode };

const SIGNATURE = { end: 0x06054b50, central: 0x02014b50, local: 0x04034b50 };
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The files of a ZIP archive by its directory, each looked at: its sums and sizes must be right. */
export function unzip(file: Buffer): Map<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('The archive has no end.');
  const parts = new Map<string, Buffer>();
  let at = file.readUInt32LE(end + 16);
  for (let n = file.readUInt16LE(end + 10); n > 0; n -= 1) {
    if (file.readUInt32LE(at) !== SIGNATURE.central) throw new Error('The directory is broken.');
    const [nameBytes, extra, comment] = [28, 30, 32].map((place) => file.readUInt16LE(at + place)) as [number, number, number];
    const [sum, packed, size] = [16, 20, 24].map((place) => file.readUInt32LE(at + place)) as [number, number, number];
    const name = file.toString('utf8', at + 46, at + 46 + nameBytes);
    const local = file.readUInt32LE(at + 42);
    if (file.readUInt32LE(local) !== SIGNATURE.local) throw new Error(`${name} is not where it should be.`);
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const raw = file.subarray(begin, begin + packed);
    const content = file.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw);
    if (content.length !== size || checksum(content) !== sum) throw new Error(`${name} is not what the directory says.`);
    parts.set(name, content);
    at += 46 + nameBytes + extra + comment;
  }
  return parts;
}

/** Newer than the oldest Node this runs on; where it is missing the sums go unlooked at. */
const checksum = (content: Buffer): number | undefined => (typeof crc32 === 'function' ? crc32(content) : undefined);

/** A strict reader: whatever is not well-formed throws. */
export function readXml(text: string): XmlNode {
  const bad = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
  if (bad) throw new Error(`XML can not hold what stands at ${bad.index}.`);
  const top: XmlNode = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  let at = /^<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n/.exec(text)?.[0].length ?? 0;
  const token = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text);
    const here = open.at(-1);
    if (!found || !here) throw new Error(`Not well-formed at ${at}: ${text.slice(at, at + 60)}`);
    at = token.lastIndex;
    const [, closing, name, attributes = '', empty, words] = found;
    if (words !== undefined) here.text += decode(words);
    else if (closing === '/') {
      if (here.name !== name) throw new Error(`${here.name} ends with ${name}.`);
      open.pop();
    } else {
      const node: XmlNode = { name: name ?? '', attributes: readAttributes(attributes), children: [], text: '' };
      here.children.push(node);
      if (empty !== '/') open.push(node);
    }
  }
  const [root, ...others] = top.children;
  if (open.length !== 1 || !root || others.length > 0) throw new Error('Not one whole element.');
  return root;
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w.:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decode(value)] as const);
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error('An attribute is told twice.');
  return Object.fromEntries(pairs);
}

function decode(text: string): string {
  return text.replaceAll(/&(\w*)(;?)/g, (_all, name: string, end: string) => {
    const character = ENTITIES[name];
    if (character === undefined || end !== ';') throw new Error(`&${name} is no character.`);
    return character;
  });
}

export const find = (node: XmlNode, name: string): XmlNode[] => [
  ...node.children.filter((child) => child.name === name),
  ...node.children.flatMap((child) => find(child, name)),
];

/** The sheets of a workbook in their order; every part of it must be well-formed and declared. */
export function readXlsx(file: Buffer): ReadSheet[] {
  const parts = unzip(file);
  const xml = new Map([...parts].map(([name, content]) => [name, readXml(content.toString('utf8'))]));
  const part = (name: string): XmlNode => {
    const found = xml.get(name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  };
  const declared = find(part('[Content_Types].xml'), 'Override').map(({ attributes }) => attributes['PartName']?.slice(1) ?? '');
  const undeclared = [...parts.keys()].filter(
    (name) => name.startsWith('xl/') && !name.endsWith('.rels') && !declared.includes(name),
  );
  if (undeclared.length > 0 || declared.some((name) => !parts.has(name))) throw new Error('The parts are not those declared.');
  const targets = new Map(
    find(part('xl/_rels/workbook.xml.rels'), 'Relationship').map(({ attributes }) => [attributes['Id'], attributes['Target']]),
  );
  return find(part('xl/workbook.xml'), 'sheet').map(({ attributes }) => {
    const root = part(`xl/${targets.get(attributes['r:id'])}`);
    return { name: attributes['name'] ?? '', cells: cellsOf(root), root };
  });
}

function cellsOf(root: XmlNode): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { attributes, children } of find(root, 'c')) {
    const text =
      find({ name: '', attributes: {}, children, text: '' }, attributes['t'] === 'inlineStr' ? 't' : 'v')[0]?.text ?? '';
    cells.set(attributes['r'] ?? '', { style: Number(attributes['s'] ?? 0), type: attributes['t'], value: text });
  }
  return cells;
}
