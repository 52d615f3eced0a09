import type { ClientType, PersonRef, PhoneRead } from '@carillon/contract';
import type { ReactNode } from 'react';
import type { Translate } from '../../lib/i18n/use-t.ts';
import type { Column } from '../../ui/data-list.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { PhoneCell } from './phone-cell.tsx';
import { TagsCell } from './tags-cell.tsx';

/** What every list of clients shows of its rows. */
export type ListedClient = {
  id: string;
  name: string;
  phones: readonly PhoneRead[];
  responsible: PersonRef | null;
  tags: readonly string[];
  updatedAt: string;
};

/** The columns that all lists of clients have, with a list's own ones between them. */
export function clientColumns<Row extends ListedClient>(
  t: Translate<'clients'>,
  { type, name, own }: { type: ClientType; name: (row: Row) => ReactNode; own: readonly Column<Row>[] },
): readonly Column<Row>[] {
  return [
    { key: 'name', header: t('name'), width: 'minmax(180px, 2.2fr)', sort: 'name', cell: name },
    { key: 'phone', header: t('phone'), width: '190px', cell: (row) => <PhoneCell type={type} client={row} /> },
    ...own,
    {
      key: 'responsible',
      header: t('responsible'),
      width: 'minmax(100px, 1.2fr)',
      cell: ({ responsible }) => responsible?.name,
    },
    { key: 'tags', header: t('tags'), width: 'minmax(80px, 1fr)', cell: ({ tags }) => <TagsCell tags={tags} /> },
    {
      key: 'updated',
      header: t('updated'),
      width: '125px',
      sort: 'updatedAt',
      cell: ({ updatedAt }) => <TimeText at={updatedAt} />,
    },
  ];
}
