import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * A thread for work that would hold up callers. Built, it is JavaScript; run from source it is TypeScript, and a thread of its own must
 * register the loader itself.
 *
 * @param url - of the worker's file beside its caller, with the caller's own ending.
 * @param resourceLimits - of its memory: a thread that needs more ends with an error.
 */
export function startWorker(url: URL, workerData: unknown, resourceLimits: ResourceLimits = {}): Worker {
  if (!url.href.endsWith('.ts')) return new Worker(url, { workerData, resourceLimits });
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = new URL('./dist/esm/api/index.mjs', tsx).href; // require.resolve would find its CommonJS twin
  const code = `import('${loader}').then(({ register }) => { register(); return import('${url.href}'); })`;
  return new Worker(code, { eval: true, workerData, resourceLimits, execArgv: ['--conditions=source'] });
}

/** The name of a file beside the caller, which is TypeScript where the caller is. */
export function besides(caller: string, name: string): URL {
  return new URL(`./${name}${caller.endsWith('.ts') ? '.ts' : '.js'}`, caller);
}
