import { sql } from 'kysely';
import type { PhoneOffice } from './phone-office.ts';

/** How many stored notifications still wait to be folded into their calls. */
export async function unfoldedDeliveries(office: Pick<PhoneOffice, 'within'>): Promise<number> {
  const { rows } = await office.within((tx) =>
    sql<{ n: number }>`select count(*)::int as n from webhook_deliveries where folded_at is null`.execute(tx),
  );
  return rows[0]?.n ?? 0;
}
