import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import type { Journal } from './journal-filter.ts';
import { talkSteps } from './talk-buckets.ts';

/** One word of a filter, by `call_words`: true of calls that have any of the keys, or, as a `not`, of those that have none. */
type Word = { whose: string; keys: readonly string[]; not?: boolean };

/** A filter in the words that days are laid out by: it finds `least` of a day's calls at least, and `most` at most. */
export type DayWords = {
  least: readonly Word[] | null;
  most: readonly Word[] /** Whether both are the same. */;
  isExact: boolean;
};

/** Undefined: the filter has a word that days are not laid out by. */
export async function wordsOf(tx: Tx, journal: Journal): Promise<DayWords | undefined> {
  const { number, q, said, clientId, updatedAfter } = journal.filter;
  if ([number, q, said, clientId, updatedAfter].some((each) => each !== undefined)) return undefined;
  const words = [...plainWords(journal), ...(await sourceWords(tx, journal))];
  const { within, touched, isExact } = lengthWords(journal);
  return { least: within && [...words, ...within], most: [...words, ...touched], isExact };
}

function plainWords({ filter }: Journal): Word[] {
  const { direction, status, result, recorded, userId, did } = filter;
  const words: Word[] = [{ whose: 'direction', keys: direction === undefined ? ['inbound', 'outbound'] : [direction] }];
  for (const each of [status, result]) if (each !== undefined) words.push({ whose: 'status', keys: each.split(',') });
  if (userId !== undefined) words.push({ whose: 'user', keys: [userId] });
  if (did !== undefined) words.push({ whose: 'did', keys: [did, `+${did}`] });
  if (recorded !== undefined) words.push({ whose: 'recorded', keys: [recorded ? 'yes' : 'no'] });
  return words;
}

/** The visit's source, else the DID's; the empty one asks for what has neither. */
async function sourceWords(tx: Tx, { workspaceId, filter: { source }, sourced }: Journal): Promise<Word[]> {
  if (source === undefined) return [];
  const ofDids = (sourced?.dids ?? []).map((did) => `did:${did}`);
  if (source !== '') return [{ whose: 'source', keys: [`visit:${source}`, ...ofDids] }];
  const { rows } = await sql<{ key: string }>`select key from sources_counted(${workspaceId}) key`.execute(tx);
  const without = rows.map(({ key }) => key).filter((key) => !key.startsWith('visit:') && !ofDids.includes(key));
  return [{ whose: 'source', keys: without }];
}

type Length = { within: Word[] | null; touched: Word[]; isExact: boolean };

function lengthWords({ filter }: Journal): Length {
  if (filter.minSeconds === undefined && filter.maxSeconds === undefined) return { within: [], touched: [], isExact: true };
  const { within, touched } = talkSteps(filter);
  if (touched === null) return { within: null, touched: [{ whose: 'length', keys: [] }], isExact: true };
  const isExact = within?.from === touched.from && within.below === touched.below;
  return { within: within && asWords(within), touched: asWords(touched), isExact };
}

const asWords = ({ from, below }: { from: number; below: number | null }): Word[] => [
  { whose: 'length', keys: [String(from)] },
  ...(below === null ? [] : [{ whose: 'length', keys: [String(below)], not: true }]),
];

/** The days of a condition on `w.day` that have calls of the filter: `day`, and as bits the calls that `least` and `most` leave of it. */
export function bitsByDay(workspaceId: string, { least, most }: DayWords, days: RawBuilder<unknown>): RawBuilder<unknown> {
  const words = [...new Set([...most, ...(least ?? [])])];
  const asked = words.flatMap(({ whose, keys }, n) => keys.map((key) => ({ n, whose, key })));
  const left = (all: readonly Word[]): RawBuilder<unknown> =>
    conjunction(all.map((word) => ({ ...word, n: words.indexOf(word) })));
  return sql`select c.day, ${least === null ? sql`null::bit varying` : left(least)} as least, ${left(most)} as most
    from unnest(${asked.map(({ n }) => n)}::integer[], ${asked.map(({ whose }) => whose)}::text[], ${asked.map(({ key }) => key)}::text[]) f (word, whose, key)
    cross join lateral (select w.day, w.calls from call_words w
      where w.workspace_id = ${workspaceId} and w.whose = f.whose and w.key = f.key and ${days} offset 0) c
    group by c.day`;
}

function conjunction(words: readonly (Word & { n: number })[]): RawBuilder<unknown> {
  const bits = (n: number): RawBuilder<unknown> => sql`bit_or(c.calls) filter (where f.word = ${sql.lit(n)})`;
  const all = words.filter(({ not }) => !not).map(({ n }) => bits(n));
  const none = words.filter(({ not }) => not).map(({ n }) => sql`coalesce(~ ${bits(n)}, ~ (${all[0]} # ${all[0]}))`);
  return sql.join([...all, ...none], sql` & `);
}

/**
 * The hours of such days `b`, as `h`: when each begins, how many calls the day has before it, and how many it has itself.
 */
export const hoursOfDays = (workspaceId: string): RawBuilder<unknown> =>
  sql`join call_days d on d.workspace_id = ${workspaceId} and d.day = b.day
    cross join lateral (select d.day + (i - 1) * interval '1 hour' as at, coalesce(d.until_hour[i - 1], 0) as first,
      d.until_hour[i] - coalesce(d.until_hour[i - 1], 0) as calls from generate_series(1, 24) i) h`;

/** Of a day's bits those of the hour. */
export const hourOf = (bits: RawBuilder<unknown>): RawBuilder<unknown> => sql`substring(${bits} from h.first + 1 for h.calls)`;
