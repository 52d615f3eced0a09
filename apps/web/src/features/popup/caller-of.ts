import type { LiveCall } from '@carillon/contract';

type Client = LiveCall['clients'][number];

/** Who is on the other side, as far as we know: the one a person chose, else the likeliest. */
export function callerOf({ clients }: Pick<LiveCall, 'clients'>): Client | undefined {
  return clients.find(({ primary }) => primary) ?? clients[0];
}
