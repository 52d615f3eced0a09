import type { LiveBoard } from '@carillon/contract';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { ClientLink } from '../../ui/client-link.tsx';
import { PhoneNumber } from '../../ui/phone-number.tsx';
import classes from './live-page.module.css';

type Party = Omit<LiveBoard['menu'][number], 'startedAt'>;

/** The other side of a running call, and the number of ours it came by. */
export function BoardParty({ call: { client, clientNumber, callerText, did, didLabel } }: { call: Party }) {
  const formatNumber = useFormatNumber();
  return (
    <span className={classes.party}>
      {client ? (
        <ClientLink client={client} inherit />
      ) : clientNumber === null && callerText ? (
        callerText
      ) : (
        <PhoneNumber number={clientNumber} />
      )}
      {did !== null && <span className={classes.did}>{didLabel ?? formatNumber(did)}</span>}
    </span>
  );
}
