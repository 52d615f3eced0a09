import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** A condition on its way to a thread, which need not know what conditions there are: what knows them takes long to load. */
export type SentCondition = { text: string; parameters: readonly unknown[] };

export function send(db: Kysely<Database>, condition: RawBuilder<unknown>): SentCondition {
  const { sql: text, parameters } = condition.compile(db);
  return { text, parameters };
}

/** The same condition, as a part of any statement: every second piece of the text is the number of a parameter. */
export function receive({ text, parameters }: SentCondition): RawBuilder<unknown> {
  const parts = text
    .split(/\$(\d+)/)
    .map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${parameters[Number(part) - 1]}`));
  return sql.join(parts, sql``);
}
