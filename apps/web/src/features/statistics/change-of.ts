/** What a figure is counted in; `null` = there was nothing to count it from. */
export type Figure = { unit: 'count' | 'share' | 'seconds'; value: number | null; before: number | null };
/** Which direction is good news. */
export type Wish = 'more' | 'less' | 'none';
export type Change = {
  amount: number;
  by: 'count' | 'seconds' | 'percent' | 'points';
  trend: 'up' | 'down' | 'same';
  news: 'good' | 'bad' | 'none';
};

/** Below this a percentage says more than is known: 3 after 2 is "+1", not "+50 %". */
const PERCENT_FROM = { count: 20, seconds: 600 };

/** How a figure stands against the period before; `null` when one of the two is missing. */
export function changeOf({ unit, value, before }: Figure, wish: Wish): Change | null {
  if (value === null || before === null) return null;
  const { amount, by } = difference(unit, value, before);
  if (amount === 0) return { amount, by, trend: 'same', news: 'none' };
  const trend = amount > 0 ? 'up' : 'down';
  const news = wish === 'none' ? 'none' : (wish === 'more') === (trend === 'up') ? 'good' : 'bad';
  return { amount, by, trend, news };
}

function difference(unit: Figure['unit'], value: number, before: number): Pick<Change, 'amount' | 'by'> {
  if (unit === 'share') return { amount: Math.round(value * 100) - Math.round(before * 100), by: 'points' }; // of the two numbers as they are read
  if (before < PERCENT_FROM[unit]) return { amount: Math.round(value) - Math.round(before), by: unit };
  return { amount: Math.round((value / before - 1) * 100), by: 'percent' };
}
