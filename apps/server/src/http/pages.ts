import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { AppError } from '../errors.ts';
import type { Provider } from '../provider/providers.ts';
import { pagePolicy } from './page-policy.ts';

/** Where `vite build` puts the pages: the same from `src` and from `dist`. */
const PAGES = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const NOT_PAGES = /^\/(api|zadarma|healthz|readyz|metrics)(\/|$|\?)/;

/** The web application: hashed files (compressed by the build) for ever, `index.html` never cached, for every address of the application. */
export function pageRoutes(providers: readonly Provider[]): FastifyPluginAsync {
  return async (app) => {
    if (!existsSync(join(PAGES, 'index.html'))) return; // an API without pages, in development and in tests
    await app.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives: pagePolicy(providers) },
      referrerPolicy: { policy: 'strict-origin' }, // a browser phone starts on hosts its provider knows; what the page shows is nobody's business
      strictTransportSecurity: false, // the operator's proxy decides about https
    });
    await app.register(serveStatic, {
      root: join(PAGES, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response) => void response.setHeader('cache-control', 'public, max-age=31536000, immutable'),
    });
    const files = new Set(readdirSync(PAGES));
    app.get('/*', (request, reply) => {
      if (NOT_PAGES.test(request.url)) throw new AppError('not-found', 'There is nothing at this address.');
      const name = request.url.slice(1).split('?')[0] ?? '';
      const file = files.has(name) && name !== 'assets' ? name : 'index.html';
      return reply.header('cache-control', 'no-cache').sendFile(file, PAGES);
    });
  };
}
