import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressPages } from './compress-pages.js';
import { bin, root, run } from './run.js';

const STAMP = join(root, 'dist', '.build-stamp');
const SOURCES = ['package-lock.json', 'tsconfig.base.json', 'packages', 'apps'];
const NOT_SOURCES = new Set(['node_modules', 'dist', 'dist-types', 'test']);

/** Path, size and time of change of every source file: cheap to read, and different whenever a build would be. */
function fingerprint(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return `${path}:${stat.size}:${stat.mtimeMs}\n`;
  return readdirSync(path)
    .filter((name) => !NOT_SOURCES.has(name))
    .toSorted()
    .map((name) => fingerprint(join(path, name)))
    .join('');
}

async function step(name, command, args) {
  const { code, output } = await run(command, args, { quiet: true });
  if (code === 0) return;
  process.stderr.write(`${output}\nThe build failed at: ${name}\n`);
  process.exit(1);
}

/** Builds everything, or nothing when no source changed since the last build. */
export async function buildIfNeeded() {
  if (!existsSync(join(root, 'node_modules', 'typescript'))) return; // an installation without the sources' tools is already built
  const now = SOURCES.map((name) => fingerprint(join(root, name))).join('');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === now) return;
  process.stderr.write('Building Carillon (only when the sources have changed)…\n');
  await Promise.all([
    step('types and server', bin('tsc'), ['-b', 'apps/server']),
    step('pages', bin('vite'), ['build', 'apps/web', '--logLevel', 'warn']),
  ]);
  await compressPages(join(root, 'apps', 'web', 'dist', 'assets'));
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(STAMP, now);
}

if (process.argv[1] === new URL(import.meta.url).pathname) await buildIfNeeded();
