import type { ClientType } from '@carillon/contract';
import { Anchor, type AnchorProps } from '@mantine/core';
import { TextLink } from './text-link.tsx';

type Props = Pick<AnchorProps, 'className' | 'inherit' | 'underline'> & {
  client: { type: ClientType; id: string; name: string };
  tabIndex?: number;
};

/** The name of a contact, company or lead, and the way to its page. */
export function ClientLink({ client: { type, id, name }, ...look }: Props) {
  switch (type) {
    case 'contact':
      return (
        <TextLink to="/contacts/$id" params={{ id }} {...look}>
          {name}
        </TextLink>
      );
    case 'company':
      return (
        <TextLink to="/companies/$id" params={{ id }} {...look}>
          {name}
        </TextLink>
      );
    case 'lead':
      return (
        <Anchor href={`/leads/${id}`} {...look}>
          {name}
        </Anchor>
      );
    default:
      return type satisfies never;
  }
}
