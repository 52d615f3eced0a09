import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmbedded } from '../../src/db/embedded.ts';
import { createLogger } from '../../src/http/logging.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'carillon-')), 'data');
});

afterEach(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }));

describe('the command line', () => {
  test('lists its commands', async () => {
    const { code, said } = await carillon(['--help']);
    expect(code).toBe(0);
    expect(said).toMatch(/migrate .*\n(.*\n)*.*doctor /);
  });

  test('exits with 64 at a word it does not know', async () => {
    expect(await carillon(['dance'])).toMatchObject({ code: 64, complained: expect.stringContaining('no command "dance"') });
  });

  test.each(['start', 'demo', 'migrate', 'doctor', 'simulate'])('exits with 64 at words that %s does not take', async (word) => {
    expect(await carillon([word, '--port=80'])).toMatchObject({
      code: 64,
      complained: `${word} takes no further words.\nUsage: carillon ${word}\n`,
    });
  });

  test('exits with 78 and every fault of the configuration', async () => {
    const { code, complained } = await carillon(['migrate'], { PORT: 'x', CARILLON_SECRET: 'short' });
    expect(code).toBe(78);
    expect(complained).toMatch(/^PORT .*\nCARILLON_SECRET .*\n$/);
  });

  test('migrates an embedded database once, and the doctor finds it well', { timeout: 120_000 }, async () => {
    expect((await carillon(['migrate'])).said).toMatch(/^Applied: 0001_foundation.sql/);
    expect(await carillon(['migrate'])).toMatchObject({ code: 0, said: 'The database is up to date.\n' });
    const { code, said } = await carillon(['doctor']);
    expect(said).toContain('ok    database: reachable and up to date');
    expect(said).toContain("warn  public URL: http://127.0.0.1:3000 can't be reached");
    expect(code).toBe(0);
  });

  test('uses the embedded server of a Carillon that runs already', async () => {
    const embedded = await startEmbedded({ dataDir, durable: false, log: createLogger({ level: 'silent' }) });
    expect((await carillon(['migrate'])).code).toBe(0);
    await embedded.stop();
  });

  test('the doctor says that a database can not be reached, nor a mail server, and never its password', async () => {
    const { code, said } = await carillon(['doctor'], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      CARILLON_SMTP_URL: 'smtp://robot:hush-hush@127.0.0.1:1',
    });
    expect(code).toBe(1);
    expect(said).toMatch(/FAIL {2}database: can't be reached/);
    expect(said).toMatch(/FAIL {2}mail server: CARILLON_SMTP_URL does not work/);
    expect(said).not.toContain('hush');
  });
});

type Outcome = { code: number | null; said: string; complained: string };

function carillon(words: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const program = `import { run } from ${JSON.stringify(new URL('../../src/cli/run.ts', import.meta.url).href)}; await run(${JSON.stringify(words)});`;
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env['PATH'], CARILLON_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const outcome: Outcome = { code: null, said: '', complained: '' };
  child.stdout.on('data', (chunk) => (outcome.said += String(chunk)));
  child.stderr.on('data', (chunk) => (outcome.complained += String(chunk)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...outcome, code })));
}
