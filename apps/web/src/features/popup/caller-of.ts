import type { LiveCall } from '@carillon/contract';

type Client = LiveCall['clients'][number];

/** Who is on the other side, as far as we know: the one a person chose, else the likeliest. */
export function callerOf({ clients }: Pick<LiveCall, 'clients'>): Client | undefined {
  return clients.find(({ primary }) => primary) ?? clients[0];
}

/** Nobody we know, or nobody but the record that this very call has made and nobody has touched. */
export function isStranger(call: Pick<LiveCall, 'clients' | 'created'>): boolean {
  return call.clients.every(({ id }) => id === call.created?.id);
}
