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
  name: 'receive_delivery',
  text: 'select receive_delivery($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as facts',
};

/** The door's only statement: keeps the raw delivery (twice means once) and reads what a decision needs, if one is asked for. */
export async function storeDelivery(client: ClientBase, stored: Stored): Promise<CallerFacts | null> {
  const { delivery, caller } = stored;
  const { rows } = await client.query<{ facts: CallerFacts | null }>({
    ...STATEMENT,
    values: [
      stored.workspaceId,
      stored.connectionId,
      delivery.id,
      delivery.receivedAt,
      stored.event,
      stored.pbxCallId,
      delivery.contentType,
      delivery.raw,
      stored.spooled,
      stored.verdict,
      caller?.readings ?? null,
      caller?.did ?? null,
    ],
  });
  return rows[0]?.facts ?? null;
}

const TOGETHER = {
  name: 'receive_deliveries',
  text: 'select receive_deliveries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as facts',
};

/** As `storeDelivery`, for fresh deliveries that stood at the door together: all are kept, or none. The answers in their order. */
export async function storeDeliveries(client: ClientBase, all: readonly Stored[]): Promise<(CallerFacts | null)[]> {
  const { rows } = await client.query<{ facts: CallerFacts | null }>({
    ...TOGETHER,
    values: [
      all.map(({ workspaceId }) => workspaceId),
      all.map(({ connectionId }) => connectionId),
      all.map(({ delivery }) => delivery.id),
      all.map(({ delivery }) => delivery.receivedAt),
      all.map(({ event }) => event),
      all.map(({ pbxCallId }) => pbxCallId),
      all.map(({ delivery }) => delivery.contentType),
      all.map(({ delivery }) => delivery.raw),
      all.map(({ verdict }) => verdict),
      all.map(({ caller }) => caller !== null),
      all.map(({ caller }) => caller?.readings.join(' ') ?? null),
      all.map(({ caller }) => caller?.did ?? null),
    ],
  });
  return rows.map(({ facts }) => facts);
}
