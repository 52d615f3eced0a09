import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The browser of the tests: the one CHROMIUM_PATH names, or the one that comes with npm, where the global set-up unpacks it. */
export function chromiumPath(): string {
  return process.env['CHROMIUM_PATH'] || join(tmpdir(), 'chromium');
}
