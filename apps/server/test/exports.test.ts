import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROWS_A_SHEET } from '../src/xlsx/sheet-xml.ts';
import { openExport } from '../src/features/exports/open-export.ts';
import { readXlsx } from './support/read-xlsx.ts';
import { openOffice, type Person, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const ROWS = 4500; // more than two pieces

async function fill(): Promise<void> {
  const { workspaceId, connectionId } = office.company;
  await office.within((tx) =>
    sql`insert into calls (workspace_id, connection_id, id, pbx_call_id, direction, status, running, confirmed, client_number, started_at, wait_seconds, disposition)
      select ${workspaceId}, ${connectionId}, gen_random_uuid(), 'filled-' || n, 'inbound', case when n % 3 = 0 then 'missed' else 'answered' end, false, true,
        '+7916' || lpad(n::text, 7, '0'), '2026-03-01T21:30:00Z'::timestamptz - n * interval '1 minute', n % 60, '=1+1'
      from generate_series(1, ${ROWS}) n`.execute(tx),
  );
}

async function exported(by: Person, body: object): Promise<string> {
  const asked = await office.ask(by, 'POST /exports', { kind: 'calls', ...body });
  expect(asked).toMatchObject({ status: 202, body: { kind: 'export-calls' } });
  const line = `GET /jobs/${asked.body.id}`;
  await expect.poll(async () => (await office.ask(by, line)).body.state, { timeout: 30_000 }).toBe('done');
  const { body: job } = await office.ask(by, line);
  expect(job.result.file).toBe(`/api/v1/exports/${asked.body.id}`);
  const file = await office.server.app.inject({ url: job.result.file, headers: { authorization: `Bearer ${by.token}` } });
  expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(file.payload.split('\r\n')).toHaveLength(job.done + 2); // the headings, and behind the last line nothing
  return file.payload;
}

test('5.7 the file has exactly the journal’s rows of the filter, in its order, in the reader’s zone and language', async () => {
  await fill();
  const { admin } = office.company;
  const file = await exported(admin, { filter: { to: '2026-03-02T00:00:00Z' }, timezone: 'Europe/Moscow', language: 'ru' });
  const [headings, first, ...rest] = file.split('\r\n');
  expect(headings).toMatch(/^\uFEFFНачало;Направление;Результат;/);
  expect(first).toMatch(/^2026-03-02 00:29:00;входящий;отвечен;;\+79160000001;/);
  expect(rest).toHaveLength(ROWS);
  expect(file).toContain(`;'=1+1;`);
  expect(file).not.toMatch(/[;\n]=1/);
  const numbers = file.match(/\+7916\d{7}/g) ?? [];
  expect(numbers).toHaveLength(ROWS);
  expect(numbers).toEqual([...new Set(numbers)].toSorted());

  const missed = await exported(admin, { filter: { result: 'missed', to: '2026-03-02T00:00:00Z' } });
  expect(missed.split('\r\n')[0]).toMatch(/^\uFEFFStarted,Direction,/);
  expect(missed.match(/,missed,/g)).toHaveLength(ROWS / 3);
});

test('5.7 an empty filter result is a file with headings alone', async () => {
  const file = await exported(office.company.admin, { filter: { from: '2019-01-01T00:00:00Z', to: '2019-01-02T00:00:00Z' } });
  expect(file.split('\r\n')).toHaveLength(2);
});

test('5.7 agents take no files with them, another company knows none of ours, a zone nobody knows is refused', async () => {
  const { admin, ring } = office.company;
  const agent = ring['101'] ?? null;
  expect((await office.ask(agent, 'POST /exports', { kind: 'calls' })).status).toBe(403);
  expect((await office.ask(admin, 'POST /exports', { kind: 'contacts' })).status).toBe(422);
  expect((await office.ask(admin, 'POST /exports', { kind: 'calls', timezone: 'Mars/Base' })).status).toBe(422);
  const { body: job } = await office.ask(admin, 'POST /exports', { kind: 'calls', filter: { to: '2019-01-01T00:00:00Z' } });
  const other = await office.addCompany('other');
  expect((await office.ask(other.admin, `GET /exports/${job.id}`)).status).toBe(404);
  expect((await office.ask(agent, `GET /exports/${job.id}`)).status).toBe(403);
  expect((await office.ask(admin, `GET /exports/${uuidv7()}`)).status).toBe(404);
});

test('5.7 a file is kept for a day', async () => {
  const { admin } = office.company;
  const { body: job } = await office.ask(admin, 'POST /exports', { kind: 'calls', filter: { to: '2019-01-01T00:00:00Z' } });
  await expect.poll(async () => (await office.ask(admin, `GET /jobs/${job.id}`)).body.state, { timeout: 30_000 }).toBe('done');
  office.clock.pass(25 * 3600);
  expect((await office.ask(admin, `GET /exports/${job.id}`)).status).toBe(404);
});

test('5.7 the same rows as a workbook: times in the reader’s zone, durations, texts that stay texts', async () => {
  const { admin } = office.company;
  const body = {
    kind: 'calls',
    filter: { to: '2026-03-02T00:00:00Z' },
    timezone: 'Europe/Moscow',
    language: 'ru',
    format: 'xlsx',
  };
  const { body: asked } = await office.ask(admin, 'POST /exports', body);
  const line = `GET /jobs/${asked.id}`;
  await expect.poll(async () => (await office.ask(admin, line)).body.state, { timeout: 30_000 }).toBe('done');
  const file = await office.server.app.inject({
    url: `/api/v1/exports/${asked.id}`,
    headers: { authorization: `Bearer ${admin.token}` },
  });
  expect(file.headers).toMatchObject({
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': expect.stringMatching(/^attachment; filename="calls-\d{4}-\d\d-\d\d\.xlsx"$/),
  });
  const [sheet, ...others] = readXlsx(file.rawPayload);
  expect(others).toEqual([]);
  const cell = (ref: string) => sheet?.cells.get(ref)?.value;
  expect(sheet?.name).toBe('Звонки');
  expect(['A1', 'B1', 'J1', 'K1'].map(cell)).toEqual(['Начало', 'Направление', 'Ожидание', 'Разговор']);
  expect(Number(cell('A2'))).toBeCloseTo(46_083 + (29 * 60) / 86_400, 8); // 2026-03-02 00:29:00 in Moscow
  expect(cell('E2')).toBe('+79160000001');
  expect(Number(cell('J2')) * 86_400).toBeCloseTo(1, 6);
  expect(sheet?.cells.get('R2')).toMatchObject({ type: 'inlineStr', value: '=1+1' });
  const numbers = Array.from({ length: ROWS }, (_, n) => cell(`E${n + 2}`));
  expect(numbers).toEqual([...new Set(numbers)].toSorted());
  expect(numbers).not.toContain(undefined);
  expect(cell(`E${ROWS + 2}`)).toBeUndefined();
});

test('5.7 a workbook without rows has its headings; one of more rows than a sheet holds goes on in the next', async () => {
  const { workspaceId } = office.company;
  const id = uuidv7();
  const row = (number: number) => `<row r="${number}"><c r="B${number}" s="2" t="inlineStr"><is><t>incoming</t></is></c></row>`;
  await office.within((tx) =>
    sql`insert into export_chunks (workspace_id, job_id, n, text, made_at) values
      (${workspaceId}, ${id}, 0, ${row(2)}, now()), (${workspaceId}, ${id}, ${ROWS_A_SHEET - 1}, ${row(1_048_576)}, now()),
      (${workspaceId}, ${id}, ${ROWS_A_SHEET}, ${row(2)}, now())`.execute(tx),
  );
  const open = (rows: number, of = id) =>
    openExport(office.database.db, { workspaceId, id: of, rows, format: 'xlsx', language: 'en', madeAt: office.clock.now() });
  const sheets = readXlsx(await buffer(open(ROWS_A_SHEET + 1)));
  expect(sheets.map(({ name, cells }) => [name, [...cells.keys()].filter((ref) => !/^[A-Z]+1$/.test(ref))])).toEqual([
    ['Calls', ['B2', 'B1048576']],
    ['Calls 2', ['B2']],
  ]);
  const [empty, ...none] = readXlsx(await buffer(open(0, uuidv7())));
  expect(none).toEqual([]);
  expect(empty?.cells.size).toBe(19);
});
