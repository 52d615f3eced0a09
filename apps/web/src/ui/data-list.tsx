import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useT } from '../lib/i18n/use-t.ts';
import classes from './data-list.module.css';
import { nextRow } from './next-row.ts';

export type Column<Row> = {
  key: string;
  header: string;
  /** For screen readers, where the header is empty. */
  label?: string;
  /** A track of the row's grid: `minmax(160px, 2fr)`. */
  width: string;
  /** The name the API sorts by. */
  sort?: string;
  align?: 'end';
  cell: (row: Row) => ReactNode;
};

export type DataListProps<Row> = {
  id: string;
  label: string;
  columns: readonly Column<Row>[];
  /** undefined while the first page loads. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  open: (row: Row) => void;
  /** The same row on a phone's screen. */
  card: (row: Row) => ReactNode;
  cardHeight: number;
  rowHeight?: number;
  /** Narrower than this the list scrolls sideways. */
  rowWidthMin?: number;
  sort?: string | undefined;
  onSort?: (sort: string) => void;
  stale?: boolean;
  loadMore: () => void;
  /** The row that shows more beneath itself; it stays, wherever one scrolls. */
  unfolded?: { id: string; content: ReactNode } | undefined;
  /** A key of the list's own, pressed on the chosen row. Returns whether it was one. */
  onRowKey?: (key: string, row: Row) => boolean;
};

const ROW_HEIGHT = 42;
const HEAD_HEIGHT = 35;
const CARD_PADDING = 21; // with the line beneath
const SKELETONS = Array.from({ length: 14 }, (_, index) => index);
const AHEAD = 20;
const PHONE = '(max-width: 640px)';

const inside = (target: EventTarget, what: string) => target instanceof Element && target.closest(what) !== null;

/** A long list: only the rows on the screen exist; arrow keys and Enter work; cards instead of columns on a phone. */
export function DataList<Row>(props: DataListProps<Row>) {
  const {
    id,
    label,
    columns,
    rows,
    rowId,
    open,
    card,
    cardHeight,
    rowHeight = ROW_HEIGHT,
    rowWidthMin = 760,
    stale,
    loadMore,
    unfolded,
    onRowKey,
  } = props;
  const phone = useMediaQuery(PHONE, window.matchMedia(PHONE).matches, { getInitialValueInEffect: false });
  const prefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const count = rows?.length ?? 0;
  const height = phone ? cardHeight : rowHeight;
  const unfoldedIndex = unfolded && rows ? rows.findIndex((row) => rowId(row) === unfolded.id) : -1;
  const more = useElementSize();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (index === unfoldedIndex ? height + more.height : height),
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      return unfoldedIndex < 0 || inSight.includes(unfoldedIndex) ? inSight : [...inSight, unfoldedIndex];
    },
    overscan: 8,
    scrollPaddingStart: phone ? 0 : HEAD_HEIGHT,
  });
  const shown = virtual.getVirtualItems();
  const last = Math.max(0, ...shown.map(({ index }) => index));

  useEffect(() => virtual.measure(), [virtual, height, unfoldedIndex, more.height]);
  useEffect(() => {
    if (count > 0 && last >= count - AHEAD) loadMore();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const chosen = rows?.[active];
    if (event.key === 'Enter' && chosen) return open(chosen);
    if (chosen && onRowKey?.(event.key, chosen)) return event.preventDefault();
    const next = nextRow({ key: event.key, active, count });
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const onClick = (event: MouseEvent, row: Row, index: number) => {
    if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return; // in a dialog that a cell has opened
    if (inside(event.target, 'a, button, input, [data-unfolded]') || window.getSelection()?.type === 'Range') return;
    setActive(index);
    open(row);
  };
  const template = columns.map(({ width }) => width).join(' ');

  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- it has a tabIndex; the chosen row is told by aria-activedescendant
    <div
      id={id}
      ref={scroller}
      role="grid"
      tabIndex={0}
      className={classes.list}
      aria-label={label}
      aria-busy={rows === undefined || stale}
      aria-rowcount={count + 1}
      aria-activedescendant={active >= 0 && active < count ? `${prefix}-${active}` : undefined}
      data-stale={stale || undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active < 0 && count > 0) setActive(0);
      }}
    >
      <Head {...props} template={template} width={phone ? 0 : rowWidthMin} />
      <div
        role="rowgroup"
        style={{ height: rows ? virtual.getTotalSize() : undefined, minWidth: phone ? 0 : rowWidthMin, position: 'relative' }}
      >
        {!rows && <Skeletons count={columns.length} template={template} height={height} phone={phone} />}
        {shown.map(({ index, start, size }) => {
          const row = rows?.[index];
          if (!row) return null;
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid handles Enter
            <div
              key={rowId(row)}
              id={`${prefix}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === active}
              className={phone ? classes.card : classes.row}
              style={{
                height: size,
                transform: `translateY(${start}px)`,
                gridTemplateColumns: phone ? undefined : template,
                gridTemplateRows: phone ? undefined : `${height}px auto`,
              }}
              onClick={(event) => onClick(event, row, index)}
            >
              <Cells columns={columns} card={card} row={row} cardHeight={phone ? height - CARD_PADDING : undefined} />
              {index === unfoldedIndex && (
                <div role="gridcell" aria-colspan={columns.length} data-unfolded ref={more.ref} className={classes.unfolded}>
                  {unfolded?.content}
                </div>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

type CellsProps<Row> = Pick<DataListProps<Row>, 'columns' | 'card'> & {
  row: Row /** On a phone's screen. */;
  cardHeight: number | undefined;
};

function Cells<Row>({ columns, card, row, cardHeight }: CellsProps<Row>) {
  if (cardHeight !== undefined) {
    return (
      <div role="gridcell" className={classes.cardCell} style={{ height: cardHeight }}>
        {card(row)}
      </div>
    );
  }
  return columns.map(({ key, cell, align }) => (
    <div key={key} role="gridcell" className={classes.cell} data-align={align}>
      {cell(row)}
    </div>
  ));
}

function Head<Row>({ columns, sort, onSort, template, width }: DataListProps<Row> & { template: string; width: number }) {
  return (
    <div role="rowgroup" className={classes.head} style={{ minWidth: width }}>
      <div role="row" aria-rowindex={1} className={classes.headRow} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => {
          const direction =
            column.sort === undefined
              ? undefined
              : ({ [column.sort]: 'ascending', [`-${column.sort}`]: 'descending' } as const)[sort ?? ''];
          const turned = direction === 'ascending' ? `-${column.sort}` : column.sort;
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={direction}
              className={classes.headCell}
              data-align={column.align}
            >
              {turned !== undefined && onSort ? (
                <button type="button" onClick={() => onSort(turned)}>
                  {column.header}
                  {direction === 'ascending' && <IconArrowUp size={13} aria-hidden />}
                  {direction === 'descending' && <IconArrowDown size={13} aria-hidden />}
                </button>
              ) : (
                column.header || <VisuallyHidden>{column.label}</VisuallyHidden>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Skeletons({ count, template, height, phone }: { count: number; template: string; height: number; phone: boolean }) {
  const t = useT('common');
  const cells = Array.from({ length: phone ? 1 : count }, (_, index) => index);
  return SKELETONS.map((line) => (
    <div
      key={line}
      role="row"
      aria-label={t('loadingRows')}
      className={phone ? classes.cardSkeleton : classes.rowSkeleton}
      style={{ height, gridTemplateColumns: phone ? undefined : template }}
    >
      {cells.map((cell) => (
        <div key={cell} role="gridcell" className={classes.cell}>
          <Skeleton height={phone ? height - 36 : 10} width={`${55 + ((line * 7 + cell * 13) % 35)}%`} />
        </div>
      ))}
    </div>
  ));
}
