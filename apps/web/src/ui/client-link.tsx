import type { ClientType } from '@carillon/contract';
import type { AnchorProps } from '@mantine/core';
import { RecordLink } from './record-link.tsx';

type Props = Pick<AnchorProps, 'className' | 'inherit' | 'underline'> & {
  client: { type: ClientType; id: string; name: string };
  tabIndex?: number;
};

/** The name of a contact, company or lead, and the way to its page. */
export function ClientLink({ client, ...look }: Props) {
  return (
    <RecordLink to={client} {...look}>
      {client.name}
    </RecordLink>
  );
}
