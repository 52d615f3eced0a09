import { zoneOffsetMs } from '@carillon/telephony';
import { type RawBuilder, sql } from 'kysely';
import { clockConditions, type Journal } from './journal-filter.ts';
import { talkBuckets } from './talk-buckets.ts';

/** Of what there are sums. */
export type Whose = 'all' | 'user' | 'did' | 'source' | 'recorded' | 'length';

const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 14 * 24 * HOUR_MS; // no zone keeps an odd offset for a shorter time

/** The sums that know a filter; undefined: nothing but the calls themselves does, by the indexes of the journal's filters. */
export function sumsOf({ filter }: Journal, groupedBy?: Whose): Whose | undefined {
  const { number, q, said, clientId, updatedAfter, recorded, minSeconds, maxSeconds, userId, did, source } = filter;
  if ([number, q, said, clientId, updatedAfter].some((each) => each !== undefined)) return undefined;
  const asked = new Set<Whose>(groupedBy === undefined ? [] : [groupedBy]);
  if (userId !== undefined) asked.add('user');
  if (did !== undefined) asked.add('did');
  if (source !== undefined) asked.add('source');
  if (recorded !== undefined) asked.add('recorded');
  if (minSeconds !== undefined || maxSeconds !== undefined) asked.add('length');
  if (asked.size > 1) return undefined;
  const [whose = 'all'] = asked;
  return whose;
}

/** Whether every step of length lies wholly within the filter's length, or wholly outside: then the sums are the figures themselves. */
export function isExact({ filter }: Journal): boolean {
  const { within, touched } = talkBuckets(filter);
  return within.length === touched.length;
}

/** The filter's words on the roll-ups `call_counts c`. Of a length in the midst of a step they find more than the filter does. */
export function countConditions(journal: Journal): RawBuilder<unknown> {
  const { filter } = journal;
  const { direction, status, result, recorded, minSeconds, maxSeconds, userId, did, source } = filter;
  const parts = [direction === undefined ? sql`c.direction <> 'internal'` : sql`c.direction = ${direction}`];
  for (const words of [status, result]) if (words !== undefined) parts.push(sql`c.status = any(${words.split(',')})`);
  if (userId !== undefined) parts.push(sql`c.key = ${userId}`);
  if (did !== undefined) parts.push(sql`c.key = any(${[did, `+${did}`]})`);
  if (recorded !== undefined) parts.push(sql`c.key = ${recorded ? 'yes' : 'no'}`);
  if (minSeconds !== undefined || maxSeconds !== undefined) parts.push(sql`c.key = any(${talkBuckets(filter).touched})`);
  if (source !== undefined) parts.push(sourceCondition(journal, source));
  return sql.join([...parts, ...clockConditions(filter, sql`c.at`)], sql` and `);
}

function sourceCondition({ workspaceId, sourced }: Journal, source: string): RawBuilder<unknown> {
  const ofDids = (sourced?.dids ?? []).map((did) => `did:${did}`);
  if (source !== '') return sql`c.key = any(${[`visit:${source}`, ...ofDids]})`;
  return sql`c.key = any(array(select known from sources_counted(${workspaceId}) known where known not like 'visit:%' and known <> all(${ofDids})))`;
}

/** Whether hours of the zone are hours of UTC all through a period. */
export function hasWholeHours(timezone: string, { from, to }: { from: number; to: number }): boolean {
  for (let at = from; at < to; at += LOOK_EVERY_MS) if (zoneOffsetMs(timezone, at) % HOUR_MS !== 0) return false;
  return zoneOffsetMs(timezone, to) % HOUR_MS === 0;
}
