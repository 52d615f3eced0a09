import type { Installation } from './installation.ts';
import type { Calls } from './start-deliveries.ts';

/** Calls of that many known callers to this installation. */
export const callsOf = ({ url, secret }: Installation, contacts: number): Calls => ({
  port: Number(new URL(url).port),
  secret,
  contacts,
});

/** Seconds until every notification is folded into its call. */
export async function drain({ database }: Installation): Promise<number> {
  const began = performance.now();
  for (;;) {
    const { rows } = await database.query<{ left: boolean }>(
      'select exists (select from webhook_deliveries where folded_at is null) as left',
    );
    if (!rows[0]?.left) return (performance.now() - began) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
