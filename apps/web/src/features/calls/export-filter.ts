import type { ExportCreate } from '@carillon/contract';
import { EMPTY, type Query } from '../../lib/api.ts';

const NUMBERS: ReadonlySet<string> = new Set(['minSeconds', 'maxSeconds', 'weekday', 'hour']);

function typed(name: string, value: Query[string]): Query[string] {
  if (value === EMPTY) return '';
  if (name === 'recorded') return value === 'true';
  return NUMBERS.has(name) ? Number(value) : value;
}

/** The journal's filters as a request's body takes them: an address knows only text. */
export function exportFilter(query: Query): NonNullable<ExportCreate['filter']> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, typed(name, value)]));
}
