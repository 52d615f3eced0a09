import type { SaidPhrase } from '@carillon/contract';
import { sql } from 'kysely';
import { foldText } from '../clients/fold-text.ts';
import type { Tx } from '../db/in-workspace.ts';

/** Of one call. */
const SHOWN_MAX = 3;
// Of the private use area: nobody says them.
const [BEGIN, END] = ['\uE000', '\uE001'];

type Row = Omit<SaidPhrase, 'text' | 'marks'> & { callId: string; text: string; marked: string };

/** The phrases of these calls that have the most of the words, in the order in which they were said. */
export async function findSaidPhrases(
  tx: Tx,
  workspaceId: string,
  { callIds, said }: { callIds: readonly string[]; said: string },
): Promise<Map<string, SaidPhrase[]>> {
  const words = foldText(said);
  const options = `StartSel=${BEGIN}, StopSel=${END}, HighlightAll=true`;
  const { rows } = await sql<Row>`
    with stems as materialized (select tsvector_to_array(speech_stems(${words})) as all_of), places as (
      select t.call_id, t.n, p.place, row_number() over (partition by t.call_id order by count(*) desc, t.n, p.place) as rank
      from call_transcripts t cross join stems s cross join lateral unnest(t.said) w cross join lateral unnest(w.positions) p (place)
      where t.workspace_id = ${workspaceId} and t.call_id = any(${[...callIds]}::uuid[]) and w.lexeme = any(s.all_of)
      group by t.call_id, t.n, p.place
    )
    select t.call_id as "callId", t.n, (x.phrase ->> 'startSeconds')::float8 as seconds, (x.phrase ->> 'channel')::integer as channel, x.phrase ->> 'text' as text,
      ts_headline('pg_catalog.russian', translate(x.phrase ->> 'text', 'ёЁ', 'еЕ'),
        replace(plainto_tsquery('pg_catalog.russian', ${words})::text, '&', '|')::tsquery, ${options}) as marked
    from places f join call_transcripts t on t.workspace_id = ${workspaceId} and t.call_id = f.call_id and t.n = f.n
    cross join lateral (select t.phrases -> (f.place - 1) as phrase) x
    where f.rank <= ${SHOWN_MAX} and x.phrase is not null
    order by t.call_id, t.n, f.place
  `.execute(tx);
  const found = new Map<string, SaidPhrase[]>();
  for (const { callId, marked, ...phrase } of rows)
    found.set(callId, [...(found.get(callId) ?? []), { ...phrase, marks: marksIn(marked) }]);
  return found;
}

/** Where the marked words would stand in the text without the marks. */
function marksIn(marked: string): SaidPhrase['marks'] {
  const marks: SaidPhrase['marks'] = [];
  let at = 0;
  for (const [i, piece] of marked.split(new RegExp(`[${BEGIN}${END}]`)).entries()) {
    if (i % 2 === 1) marks.push({ from: at, to: at + piece.length });
    at += piece.length;
  }
  return marks;
}
