/**
 * An amount as people of this language write it, without cents where there are none.
 * @param amount - A decimal as the API gives it: `"1500000.00"`.
 */
export function moneyText(amount: string | number, currency: string, language: string): string {
  const value = Number(amount);
  const digits = Number.isInteger(value) ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits }).format(
    value,
  );
}

/**
 * The amount somebody typed, as the API takes it; `null` for nothing, `undefined` for what is no amount.
 * Spaces between thousands and a comma before the cents are what people here write.
 */
export function typedAmount(typed: string): string | null | undefined {
  const plain = typed.replaceAll(/[\s\u00A0\u202F]/gu, '').replace(',', '.');
  if (plain === '') return null;
  return /^\d{1,13}(\.\d{1,2})?$/.test(plain) ? plain : undefined;
}
