import type { AboutType } from '@carillon/contract';
import type { AnchorProps } from '@mantine/core';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { TextLink } from './text-link.tsx';

/** The page of each kind of record. */
const PAGES = {
  contact: '/contacts/$id',
  company: '/companies/$id',
  lead: '/leads/$id',
  deal: '/deals/$id',
  call: '/calls/$id',
} as const satisfies Record<AboutType, string>;

type Props = AnchorProps &
  Pick<AnchorHTMLAttributes<HTMLAnchorElement>, 'draggable' | 'onKeyDown' | 'tabIndex' | 'aria-label' | 'aria-keyshortcuts'> & {
    to: { type: AboutType; id: string };
    children: ReactNode;
  };

/** A link to the page of any record. */
export function RecordLink({ to: { type, id }, ...rest }: Props) {
  return <TextLink to={PAGES[type]} params={{ id }} {...rest} />;
}
