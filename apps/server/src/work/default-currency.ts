import type { Tx } from '../db/in-workspace.ts';

const CURRENCIES: Record<string, string> = {
  RU: 'RUB',
  BY: 'BYN',
  KZ: 'KZT',
  KG: 'KGS',
  UZ: 'UZS',
  TJ: 'TJS',
  TM: 'TMT',
  AM: 'AMD',
  AZ: 'AZN',
  GE: 'GEL',
  MD: 'MDL',
  UA: 'UAH',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  RO: 'RON',
  RS: 'RSD',
  CH: 'CHF',
  GB: 'GBP',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  TR: 'TRY',
  IL: 'ILS',
  AE: 'AED',
  US: 'USD',
  CA: 'CAD',
  AU: 'AUD',
  IN: 'INR',
  CN: 'CNY',
};
const EURO = new Set('AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK ME'.split(' '));

/** The money of the workspace's country, ISO 4217; where we don't know it, the dollar. */
export async function defaultCurrency(tx: Tx, workspaceId: string): Promise<string> {
  const { country } = await tx.selectFrom('workspaces').select('country').where('id', '=', workspaceId).executeTakeFirstOrThrow();
  return CURRENCIES[country] ?? (EURO.has(country) ? 'EUR' : 'USD');
}
