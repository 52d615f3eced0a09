import type { MissedCall } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { closedLatelyQuery } from './missed-query.ts';
import { nextRows, type ShownRow } from './shown-rows.ts';

const TICK_MS = 1_000;

/** The rows as they come and leave; `undefined` until the first ones are there. */
export function useShownRows(open: readonly MissedCall[] | undefined): readonly ShownRow[] | undefined {
  const { data: closed } = useQuery(closedLatelyQuery);
  const [rows, setRows] = useState<readonly ShownRow[]>();
  const leaving = rows?.some(({ leavesAt }) => leavesAt !== null) ?? false;
  useEffect(() => {
    if (open === undefined) return undefined;
    const look = () => setRows((before = []) => nextRows(before, { open, closed: closed ?? [], now: Date.now() }));
    look();
    if (!leaving) return undefined;
    const timer = setInterval(look, TICK_MS);
    return () => clearInterval(timer);
  }, [open, closed, leaving]);
  return open === undefined ? undefined : (rows ?? open.map((call) => ({ call, leavesAt: null })));
}
