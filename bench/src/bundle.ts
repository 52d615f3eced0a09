import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Finding } from './finding.ts';

const PAGES = fileURLToPath(new URL('../../apps/web/dist/', import.meta.url));
const STATIC_IMPORT = /(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$*{}\s,]+?\s*from\s*)?["'](\.{1,2}\/[^"']+\.js)["']/g;

/** What a browser must load before the first route's own code: the entry and all it imports statically, gzipped. */
export async function benchBundle(): Promise<Finding[]> {
  const html = readFileSync(join(PAGES, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => join(PAGES, path));
  const files = new Set<string>();
  for (const file of named) withImports(file, files);
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
  return [{ what: `web: first script, ${files.size} files`, measured: bytes / 1000, unit: 'kB gzip', goal: { atMost: 250 } }];
}

function withImports(file: string, found: Set<string>): void {
  if (found.has(file)) return;
  found.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)) withImports(join(dirname(file), path), found);
}
