/** How many valid numbers begin like this: enough for every contact of a benchmark. */
const ROOM = 10_000_000;
const STRIDE = 7919; // prime to the room: distinct numbers, in no order that an index could profit from

/** The number of the n-th contact as E.164 digits without the plus: valid, and another one for every n below ten million. */
export const numberOf = (n: number): string => `7916${String((n * STRIDE) % ROOM).padStart(7, '0')}`;

/** The same in SQL, of an integer. */
export const NUMBER_OF_SQL = (n: string): string => `'7916' || lpad((${n}::bigint * ${STRIDE} % ${ROOM})::text, 7, '0')`;
/** Of the column `n`. */
export const NUMBER_SQL = NUMBER_OF_SQL('n');
