/** What deals here are paid in, the usual ones first; any other ISO 4217 code comes through the API. */
export const CURRENCIES = [
  'RUB',
  'USD',
  'EUR',
  'KZT',
  'BYN',
  'UZS',
  'AMD',
  'GEL',
  'KGS',
  'TRY',
  'CNY',
  'AED',
  'GBP',
  'PLN',
  'UAH',
];
