import type { ClientBase } from 'pg';
import type { CallerFacts } from './caller-facts.ts';
import type { Delivery } from './delivery.ts';

export type Stored = {
  delivery: Delivery;
  workspaceId: string;
  connectionId: string;
  event: string;
  pbxCallId: string | null;
  spooled: boolean;
  /** Set when it is clear at the door that the delivery tells nothing of a call. */
  verdict: 'unknown' | null;
  /** What to read for a decision; `null` when nobody waits for one. */
  caller: { readings: readonly string[]; did: string | null } | null;
};

const STATEMENT = {
  name: 'receive_deliveries',
  text: 'select receive_deliveries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as facts',
};

/**
 * The door's only statement: keeps raw deliveries (twice means once) and reads what a decision needs where one is asked for. All are
 * kept, or none. The answers in their order.
 */
export async function storeDeliveries(client: ClientBase, all: readonly Stored[]): Promise<(CallerFacts | null)[]> {
  const { rows } = await client.query<{ facts: CallerFacts | null }>({
    ...STATEMENT,
    values: [
      all.map(({ workspaceId }) => workspaceId),
      all.map(({ connectionId }) => connectionId),
      all.map(({ delivery }) => delivery.id),
      all.map(({ delivery }) => delivery.receivedAt),
      all.map(({ event }) => event),
      all.map(({ pbxCallId }) => pbxCallId),
      all.map(({ delivery }) => delivery.contentType),
      all.map(({ delivery }) => delivery.raw),
      all.map(({ spooled }) => spooled),
      all.map(({ verdict }) => verdict),
      all.map(({ caller }) => caller?.readings.join(' ') ?? null),
      all.map(({ caller }) => caller?.did ?? null),
    ],
  });
  return rows.map(({ facts }) => facts);
}
