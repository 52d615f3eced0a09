import type { ClientType } from '@carillon/contract';
import type { ReactNode } from 'react';
import classes from './cells.module.css';
import type { ListedClient } from './client-columns.tsx';
import { PhoneCell } from './phone-cell.tsx';

/** How high a client's card is on a phone. */
export const CLIENT_CARD_HEIGHT = 66;

type Props = {
  type: ClientType;
  client: Pick<ListedClient, 'id' | 'name' | 'phones' | 'responsible'>;
  name: ReactNode;
  note: ReactNode;
  /** At the end of the second line; else the responsible employee. */
  aside?: ReactNode;
};

/** A row of a list of clients on a phone's screen. */
export function ClientCard({ type, client, name, note, aside }: Props) {
  return (
    <>
      <div className={classes.cardTop}>
        {name}
        <span className={classes.cardPhone}>
          <PhoneCell type={type} client={client} />
        </span>
      </div>
      <div className={classes.cardLine}>
        <span>{note}</span>
        <span>{aside ?? client.responsible?.name}</span>
      </div>
    </>
  );
}
