import { TextLink } from '../../ui/text-link.tsx';
import classes from './figure-table.module.css';

export type FigureColumn<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => string;
  /** Left out on a phone's screen. */
  wide?: true;
};

type Props<Row> = {
  label: string;
  /** What the rows are. */
  head: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  name: (row: Row) => string;
  /** The calls of the row; the bar behind the name is as long as its part of the longest. */
  calls: (row: Row) => number;
  /** The journal's filters for these calls; undefined where it has none. */
  search: (row: Row) => Record<string, string> | undefined;
  columns: readonly FigureColumn<Row>[];
};

/** Figures by something, each row the way to its calls. */
export function FigureTable<Row>({ label, head, rows, rowKey, name, calls, search, columns }: Props<Row>) {
  const longest = Math.max(1, ...rows.map(calls));
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {columns.map(({ key, header, wide }) => (
            <th key={key} scope="col" data-wide={wide}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const to = search(row);
          return (
            <tr key={rowKey(row)} data-link={to ? true : undefined}>
              <th scope="row">
                <span className={classes.bar} style={{ width: `${(calls(row) / longest) * 100}%` }} aria-hidden />
                <span className={classes.name}>
                  {to ? (
                    <TextLink to="/calls" search={to} className={classes.link} underline="never">
                      {name(row)}
                    </TextLink>
                  ) : (
                    name(row)
                  )}
                </span>
              </th>
              {columns.map(({ key, cell, wide }) => (
                <td key={key} data-wide={wide}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
