import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandContext, UsageFault } from '../src/cli/command.ts';
import { importCommand } from '../src/cli/import.ts';
import { takeOption } from '../src/cli/option.ts';
import { tokenCommand } from '../src/cli/token.ts';
import { readConfig } from '../src/config.ts';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { createLogger } from '../src/http/logging.ts';
import { type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
let admin: TestUser;
let folder: string;
const said: string[] = [];
beforeAll(async () => {
  api = await testApi((deps) => [contactRoutes(deps)]);
  admin = await api.user((await api.workspace('main')).workspaceId, 'admin', 'Anna');
  folder = await mkdtemp(join(tmpdir(), 'carillon-cli-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await api.stop();
});

function context(): CommandContext {
  said.length = 0;
  return {
    env: {},
    config: () => {
      const result = readConfig({});
      if (!result.ok) throw new Error('the test has a wrong configuration');
      return { ...result.config, databaseUrl: api.database.url };
    },
    log: createLogger({ level: 'silent' }),
    now: api.clock.now,
    say: (line) => said.push(line),
    complain: (line) => said.push(line),
  };
}

test('"token create" prints a token that works as its user', async () => {
  expect(await tokenCommand.run(['create', '--user', admin.email.toUpperCase()], context())).toBe(0);
  expect((await api.ask({ ...admin, token: said[0] ?? '' }, 'GET /contacts')).status).toBe(200);
  expect(await tokenCommand.run(['create', '--user', 'nobody@example.com'], context())).toBe(1);
  await expect(tokenCommand.run(['create'], context())).rejects.toThrow(UsageFault);
});

test('"import contacts" brings a file in as the first administrator and tells what happened', async () => {
  const file = join(folder, 'contacts.csv');
  await writeFile(file, '\uFEFFИмя;Телефон\nИван;89161234567\nПётр;12\n');
  expect(await importCommand.run(['contacts', file], context())).toBe(0);
  expect(said.at(-1)).toBe('done: 2 rows, 2 created, 0 updated, 0 skipped, 0 failed');
  expect(said[0]).toMatch(/^row 3: /);
  expect((await api.ask(admin, 'GET /contacts')).body.total).toBe(2);
});

test('"import contacts" refuses a file in Windows-1251 with a clear sentence', async () => {
  const file = join(folder, 'cp1251.csv');
  await writeFile(file, Buffer.from([0xc8, 0xec, 0xff, 0x3b, 0xd2, 0xe5, 0xeb, 0x0a]));
  expect(await importCommand.run(['contacts', file], context())).toBe(1);
  expect(said[0]).toContain('not UTF-8');
});

test('options may stand anywhere, with a blank or an equals sign', () => {
  expect(takeOption(['a', '--user', 'x', 'b'], 'user')).toEqual({ value: 'x', rest: ['a', 'b'] });
  expect(takeOption(['--user=x', 'a'], 'user')).toEqual({ value: 'x', rest: ['a'] });
  expect(() => takeOption(['--user'], 'user')).toThrow(UsageFault);
});
