import type { CallView, SaidPhrase } from '@carillon/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from './support/phone-office.ts';
import { freshId, type RecordingOffice, recordingOffice } from './support/recording-office.ts';

let desk: RecordingOffice;
let admin: Person;
let [anna, boris, clara]: Person[] = [];
const talks: Record<string, string> = {};
const CLIENT = '+79217770001';

beforeAll(async () => {
  desk = await recordingOffice();
  ({ admin } = desk.office.company);
  [anna, boris, clara] = ['101', '102', '103'].map((extension) => desk.office.company.ring[extension]);
  for (const extension of desk.cloud.account.extensions.values()) extension.speech = 'all';
  await desk.office.within((tx) => sql`update extensions set transcribe = true`.execute(tx));
  await desk.office.contact({ name: 'Ivan', phones: [CLIENT], responsibleId: clara?.id });
  await talk('delivery', '101', [
    [2, 'добрый день чем могу помочь'],
    [1, 'когда привезёте шкафы и обещанные подарки'],
    [2, 'доставка завтра до обеда курьер позвонит'],
    [1, 'а ещё мне нужен самовар'],
  ]);
  await talk('discount', '102', [
    [2, 'добрый день'],
    [1, 'we agreed on discounts for the delivered chairs'],
    [2, 'скидка десять процентов на стулья'],
  ]);
  await talk(
    'client',
    '101',
    [
      [1, 'курьер так и не позвонил'],
      [2, 'позвоню курьеру сейчас'],
    ],
    CLIENT,
  );
});
afterAll(() => desk.close());
beforeEach(() => desk.office.within((tx) => sql`delete from provider_requests`.execute(tx)));

async function talk(name: string, internal: string, turns: [1 | 2, string][], callerId?: string): Promise<void> {
  const id = freshId();
  desk.cloud.speech.say(id, turns);
  const { callId } = await desk.talk({ internal, recordings: [id], seconds: 60, ...(callerId ? { callerId } : {}) });
  talks[name] = callId;
  desk.office.clock.pass(45);
  await desk.fetch();
  await desk.transcribe();
}

const search = async (said: string, by: Person | undefined = admin, more = ''): Promise<CallView[]> => {
  const { status, body, text } = await desk.office.ask(by ?? null, `GET /calls?said=${encodeURIComponent(said)}${more}`);
  if (status !== 200) throw new Error(text);
  return body.items;
};
const names = async (...asked: Parameters<typeof search>): Promise<(string | undefined)[]> =>
  (await search(...asked)).map(({ id }) => Object.keys(talks).find((name) => talks[name] === id));
const marked = ({ text, marks }: SaidPhrase): string[] => marks.map(({ from, to }) => text.slice(from, to));

describe('5.11 what was said is found', () => {
  test.each([
    ['a Russian word in another form', 'доставку', ['delivery']],
    ['a verb in another form', 'позвонили', ['client', 'delivery']],
    ['an English word in another form', 'discount delivers', ['discount']],
    ['a word of either language beside the other', 'СКИДКИ chair', ['discount']],
    ['е for ё, and ё for е', 'привезете обещанныё', ['delivery']],
    ['words of two speakers and of two phrases', 'самовар обед', ['delivery']],
    ['small words between those that matter', 'а когда же доставка', ['delivery']],
    ['words of two conversations', 'доставка скидка', []],
    ['a word nobody said', 'рояль', []],
    ['small words alone', 'и на', []],
    ['signs alone', '!!! & | (', []],
    ['a quote and a backslash', "курьер ' \\ :*", ['client', 'delivery']],
  ])('5.11 %s', async (_given, said, expected) => {
    expect(await names(said)).toEqual(expected);
  });

  test('5.11 each hit shows its phrases, their second and where the words stand in them', async () => {
    const [call] = await search('курьер доставку самовары');
    expect(call?.said?.map(({ text }) => text)).toEqual(['доставка завтра до обеда курьер позвонит', 'а ещё мне нужен самовар']);
    const [first, second] = call?.said ?? [];
    expect(first && [first.n, first.channel, marked(first)]).toEqual([1, 2, ['доставка', 'курьер']]);
    expect(second && marked(second)).toEqual(['самовар']);
    const { body } = await desk.office.ask(admin, `GET /calls/${call?.id}/recordings/1/transcript`);
    const phrase = body.phrases.find(({ text }: { text: string }) => text === first?.text);
    expect(first?.seconds).toBe(phrase.startSeconds);
    expect((await search('ещё'))[0]?.said?.map(marked)).toEqual(undefined); // a small word
    expect((await search('привезете'))[0]?.said?.map(marked)).toEqual([['привезёте']]);
  });

  test('5.11 it is a filter like the others: with them, counted, in the statistics', async () => {
    expect(await names('курьер', admin, `&userId=${anna?.id}&recorded=true`)).toEqual(['client', 'delivery']);
    expect(await names('курьер', admin, '&direction=outbound')).toEqual([]);
    expect(await names('курьер', admin, '&to=2026-03-16T08:00:00Z')).toEqual([]);
    expect(await names('', admin)).toHaveLength(3);
    const { body } = await desk.office.ask(admin, `GET /calls?said=${encodeURIComponent('курьер')}&limit=1`);
    expect([body.total, body.items.length, body.nextCursor === null]).toEqual([2, 1, false]);
    const statistics = await desk.office.ask(
      admin,
      `GET /statistics/calls?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z&said=${encodeURIComponent('курьер')}`,
    );
    expect(statistics.body.totals.calls).toBe(2);
  });

  test('5.11 5.10 only what one may hear is found, neither shown nor counted', async () => {
    expect(await names('курьер', anna)).toEqual(['client', 'delivery']);
    expect(await names('курьер', boris)).toEqual([]);
    expect(await names('скидка', boris)).toEqual(['discount']);
    expect(await names('курьер', clara)).toEqual(['client']);
    const path = `said=${encodeURIComponent('курьер')}`;
    expect((await desk.office.ask(boris ?? null, `GET /calls?${path}`)).body.total).toBe(0);
    const period = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';
    expect((await desk.office.ask(clara ?? null, `GET /statistics/calls?${period}&${path}`)).body.totals.calls).toBe(1);
    const stranger = await desk.office.addCompany('strangers');
    expect(await names('курьер', stranger.admin)).toEqual([]);
  });

  test('5.11 5.10 a search is written down, once an hour for the same words', async () => {
    await search('самовар');
    await search('самовар');
    const { body } = await desk.office.ask(admin, 'GET /audit?limit=200');
    const entries = body.items.filter(({ action, about }: any) => action === 'transcripts.searched' && about.said === 'самовар'); // oxlint-disable-line typescript/no-explicit-any -- any entry
    expect(entries).toHaveLength(1);
  });

  test('5.11 what is deleted is found no more', async () => {
    await talk('deleted', '101', [[1, 'секретный фонтан']]);
    expect(await names('фонтаны')).toEqual(['deleted']);
    await desk.office.ask(admin, `DELETE /calls/${talks['deleted']}/recordings/1`);
    expect(await names('фонтаны')).toEqual([]);
    delete talks['deleted'];
  });
});

describe('5.11 among many', () => {
  beforeAll(async () => {
    const { database, company } = desk.office;
    await desk.office.within((tx) =>
      sql`
        with made as (
          insert into call_recordings (workspace_id, call_id, n, provider_id, state, started_at)
          select ${company.workspaceId}, gen_random_uuid(), 1, g::text, 'ready', timestamptz '2024-01-01' + g * interval '3 hours' from generate_series(1, 5000) g
          returning call_id, provider_id::int as g, started_at
        )
        insert into call_transcripts (workspace_id, call_id, n, state, call_started_at, asked_at, phrases, said)
        select ${company.workspaceId}, call_id, 1, 'ready', started_at, now(), '[]',
          speech_vector(array['добрый день слово' || (g % 2000) || case when g % 50 = 0 then ' рояль' else '' end]) from made
      `.execute(tx),
    );
    await database.ownerPool.query('analyze call_transcripts');
  });

  type Asked = { words: string; from?: string; to?: string; limit: number };
  const found = ({ words, from, to, limit }: Asked): Promise<string[]> =>
    desk.office.within(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select call_id as id from find_said(${desk.office.company.workspaceId}, ${words}, ${from ?? null}, ${to ?? null}, null, ${limit})`.execute(
        tx,
      );
      return rows.map(({ id }) => id);
    });
  const trulySaid = ({ words, from, to, limit }: Asked): Promise<string[]> =>
    desk.office.within(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select call_id as id from call_transcripts where workspace_id = ${desk.office.company.workspaceId} and said @@ plainto_tsquery('russian', ${words})
          and call_started_at >= ${from ?? '-infinity'}::timestamptz and call_started_at < ${to ?? 'infinity'}::timestamptz order by call_started_at desc limit ${limit}`.execute(
        tx,
      );
      return rows.map(({ id }) => id);
    });

  test.each<[given: string, asked: Asked]>([
    ['a word that everybody says: the newest', { words: 'добрый', limit: 300 }],
    ['all of them', { words: 'добрый день', limit: 50_000 }],
    ['now and then', { words: 'рояль', limit: 70 }],
    ['twice in two years', { words: 'слово77', limit: 100 }],
    ['in the oldest conversation alone', { words: 'слово1 добрый', to: '2024-01-02T00:00:00Z', limit: 10 }],
    ['within a week', { words: 'добрый', from: '2025-02-26T12:00:00Z', to: '2025-03-05T12:00:00Z', limit: 1000 }],
    ['within a week, the newest', { words: 'рояль', from: '2024-02-01T00:00:00Z', to: '2025-02-01T00:00:00Z', limit: 20 }],
    ['before there were any', { words: 'добрый', to: '2023-01-01T00:00:00Z', limit: 10 }],
  ])('5.11 %s, month by month back, none lost or twice, in their order', async (_given, asked) => {
    const ids = await found(asked);
    expect(ids).toEqual(await trulySaid(asked));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('5.11 whatever words, they come by their index, the workspace first, past row-level security', async () => {
    const { database, company } = desk.office;
    const planOf = async (words: string): Promise<string> => {
      const client = await database.ownerPool.connect();
      try {
        await client.query('begin');
        await client.query('set local role carillon_system'); // as whom find_said asks
        await client.query('set local enable_seqscan = off; set local enable_indexscan = off'); // as said_in_months does
        const { rows } = await client.query(
          `explain select t.call_id from call_transcripts t where t.workspace_id = '${company.workspaceId}' and t.said @@ plainto_tsquery('russian', '${words}')
             and date_trunc('month', t.call_started_at at time zone 'UTC') = any('{2025-01-01,2025-02-01}'::timestamp[])`,
        );
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    expect(await planOf('слово77')).toMatch(/on call_transcripts_said[^\n]*\n\s*Index Cond: \(\(workspace_id = .*said @@/);
    expect(await planOf('добрый')).toMatch(/on call_transcripts_said[^\n]*\n\s*Index Cond: \(\(workspace_id = .*said @@/);
    expect(await names('самовар')).toEqual(['delivery']);
  });
});
