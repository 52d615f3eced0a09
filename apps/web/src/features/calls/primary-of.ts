import type { CallView } from '@carillon/contract';

/** Who was on the other side: the one a person chose, else the likeliest. */
export const primaryOf = ({ clients }: Pick<CallView, 'clients'>) => clients.find(({ primary }) => primary) ?? clients[0];
