import type { ClientType } from '@carillon/contract';
import { api } from '../../lib/api.ts';

type Chosen = { callId: string; type: ClientType; id: string };

/** Makes a client the one of a call: `?callId=`, from the pop-up of an unknown caller. A failure is no loss: the number links them, too. */
export async function chooseForCall({ callId, type, id }: Chosen): Promise<void> {
  await api.put(`/calls/${callId}/clients/${type}/${id}`).catch(() => undefined);
}
