import { existsSync } from 'node:fs';
import { chromiumPath } from './chromium-path.ts';

/** Unpacks the browser once, before the workers would all do it at the same time and fail with ETXTBSY. */
export default async function unpackChromium(): Promise<void> {
  if (process.env['CHROMIUM_PATH']) return;
  if (!hasLibrary('libnss3.so')) process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x'; // then the package brings its own
  const { default: packed } = await import('@sparticuz/chromium');
  const path = await packed.executablePath();
  if (path !== chromiumPath()) throw new Error(`The browser was unpacked to ${path}, not to ${chromiumPath()}`);
}

const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];

function hasLibrary(name: string): boolean {
  return process.platform !== 'linux' || LIBRARIES.some((folder) => existsSync(`${folder}/${name}`));
}
