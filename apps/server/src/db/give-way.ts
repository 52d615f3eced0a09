import { setPriority } from 'node:os';
import type { ClientBase } from 'pg';

const LOWER = 10;

/**
 * The database's process behind a connection gives way to those behind others: whoever reads a year of the journal waits a little longer, and
 * a caller does not. Only for a server of our own on this machine; where the system does not let us, nothing changes.
 */
export function giveWay(client: ClientBase): void {
  const { processID } = client as ClientBase & { processID?: unknown }; // pg has it, its types don't
  if (typeof processID !== 'number') return;
  try {
    setPriority(processID, LOWER);
  } catch {
    // as quick as all others
  }
}
