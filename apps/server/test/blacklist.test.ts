import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../src/db/in-workspace.ts';
import { type Reply, telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

let crm: TelephonyApp;
beforeAll(async () => {
  crm = await telephonyApp();
  await crm.connect();
  await inWorkspace(crm.database.db, crm.workspaceId, (tx) =>
    sql`insert into user_numbers values (${crm.workspaceId}, '+79161234567', ${crm.agent.id})`.execute(tx),
  );
});
afterAll(() => crm.close());

const block = (pattern: string, rest: object = {}) => crm.ask(crm.supervisor, 'POST /blacklist', { pattern, ...rest });

describe('an entry', () => {
  test('10.1 keeps number, comment, who, when and hits', async () => {
    const { status, body } = await block('8 (916) 765-43-21', { comment: 'Spam', expiresAt: '2099-01-01T00:00:00.000Z' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      pattern: '+79167654321',
      comment: 'Spam',
      expiresAt: '2099-01-01T00:00:00.000Z',
      hits: 0,
      lastHitAt: null,
    });
    expect(body['createdBy']).toEqual({ id: crm.supervisor.id, name: 'Sergey' });
  });

  test('10.1 may be a mask of five digits or more', async () => {
    expect((await block('+44 701*')).body['pattern']).toBe('+44701*');
    const short = await block('+4470*');
    expect([short.status, short.body['errors'][0].pointer]).toEqual([422, '/pattern']);
    expect((await block('not a number')).status).toBe(422);
  });

  test('10.1 is there once', async () => {
    const { status, body } = await block('+7 916 765 43 21');
    expect([status, body['code']]).toEqual([409, 'already-listed']);
    const both = await Promise.all([block('+79990001122'), block('89990001122')]);
    expect(new Set(both.map((each) => each.status))).toEqual(new Set([201, 409]));
  });

  test('10.1 that has expired can be made anew', async () => {
    await inWorkspace(crm.database.db, crm.workspaceId, (tx) =>
      sql`update number_blocks set expires_at = now() - interval '1 hour' where pattern = '+79990001122'`.execute(tx),
    );
    expect((await block('+79990001122')).status).toBe(201);
    expect((await block('+79990001133', { expiresAt: '2020-01-01T00:00:00.000Z' })).body['errors'][0].pointer).toBe('/expiresAt');
  });

  test.each([
    ['a DID', '+442079460123'],
    ['a mask over a DID', '+44207*'],
    ["an employee's number", '8 916 123-45-67'],
    ['an extension', '101'],
  ])('10.1 is refused for %s', async (_name, pattern) => {
    const { status, body } = await block(pattern);
    expect([status, body['code'], body['errors'][0].pointer]).toEqual([422, 'own-number', '/pattern']);
  });

  test('10.1 is found, listed by pages and removed', async () => {
    const found = await crm.ask(crm.admin, 'GET /blacklist?q=765-43');
    expect(found.body['items'].map(({ pattern }: { pattern: string }) => pattern)).toEqual(['+79167654321']);
    expect((await crm.ask(crm.admin, 'GET /blacklist?q=spam')).body['items']).toHaveLength(1);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Reply = await crm.ask(crm.admin, `GET /blacklist?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.body['items'].map(({ pattern }: { pattern: string }) => pattern));
      cursor = page.body['nextCursor'];
    } while (cursor !== null);
    expect(seen).toEqual(['+79990001122', '+44701*', '+79167654321']);
    const { id } = found.body['items'][0];
    expect((await crm.ask(crm.supervisor, `DELETE /blacklist/${id}`)).status).toBe(204);
    expect((await crm.ask(crm.supervisor, `DELETE /blacklist/${id}`)).status).toBe(404);
  });

  test('2.7 the list is not for agents, nor are masks, pasted lists and previews', async () => {
    expect((await crm.ask(crm.agent, 'GET /blacklist')).status).toBe(403);
    expect((await crm.ask(crm.agent, 'GET /blacklist/preview?pattern=%2B79990001144')).status).toBe(403);
    expect((await crm.ask(crm.agent, 'POST /blacklist/batch', { patterns: ['+79990001144'] })).status).toBe(403);
    expect((await crm.ask(crm.agent, 'POST /blacklist', { pattern: '+79990*' })).body['code']).toBe('forbidden');
  });

  test('10.2 an agent may block a number without a card, and take it back; a colleague may not', async () => {
    const made = await crm.ask(crm.agent, 'POST /blacklist', { pattern: '+79990001144', comment: 'Rude' });
    expect([made.status, made.body['createdBy'].id]).toEqual([201, crm.agent.id]);
    const other = await crm.addPerson('Other');
    expect((await crm.ask(other, `DELETE /blacklist/${made.body['id']}`)).body['code']).toBe('forbidden');
    expect((await crm.ask(crm.agent, `DELETE /blacklist/${made.body['id']}`)).status).toBe(204);
  });
});

describe('10.1 a pasted list', () => {
  test('10.1 every line becomes an entry or says why not, in their order', async () => {
    const patterns = ['+7 999 111-00-01', '89991110002', 'Petrov', '+4470*', '+44208*', '101', '89991110001', '+44207*', ''];
    const { status, body } = await crm.ask(crm.supervisor, 'POST /blacklist/batch', { patterns, comment: 'Spam' });
    expect(status).toBe(201);
    expect(body['added']).toBe(3);
    const told = body['items'].map((item: { entry: { pattern: string } | null; error: { code: string } | null }) =>
      item.entry ? item.entry.pattern : item.error?.code,
    );
    expect(told).toEqual([
      '+79991110001',
      '+79991110002',
      'invalid',
      'invalid',
      '+44208*',
      'own-number',
      'already-listed',
      'own-number',
      'invalid',
    ]);
    expect(body['items'].map(({ typed }: { typed: string }) => typed)).toEqual(patterns);
    expect(body['items'][0].entry).toMatchObject({ comment: 'Spam', createdBy: { name: 'Sergey' } });
    const again = await crm.ask(crm.supervisor, 'POST /blacklist/batch', { patterns: patterns.slice(0, 2) });
    expect([again.body['added'], again.body['items'][1].error.code]).toEqual([0, 'already-listed']);
  });

  test('10.1 a thousand lines at once, two of them twice at the same moment: none is there twice', async () => {
    const patterns = Array.from({ length: 1000 }, (_none, n) => `+7999${2_000_000 + n}`);
    const [one, two] = await Promise.all([
      crm.ask(crm.supervisor, 'POST /blacklist/batch', { patterns }),
      crm.ask(crm.admin, 'POST /blacklist/batch', { patterns: patterns.toReversed() }),
    ]);
    expect(one.body['added'] + two.body['added']).toBe(1000);
    expect((await crm.ask(crm.supervisor, 'POST /blacklist/batch', { patterns: [...patterns, '1'] })).status).toBe(422);
    expect((await crm.ask(crm.supervisor, 'POST /blacklist/batch', { patterns: [] })).status).toBe(422);
  });
});
