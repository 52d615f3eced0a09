import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { AppError } from '../errors.ts';

/** Where `vite build` puts the pages: the same from `src` and from `dist`. */
const PAGES = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const OURS = /^\/(api|zadarma|healthz|readyz|metrics|assets)(\/|$|\?)/;

/** The web application: hashed files for ever, `index.html` never cached, and for every address of the application. */
export function pageRoutes({ scriptHosts = [] }: { scriptHosts?: readonly string[] } = {}): FastifyPluginAsync {
  return async (app) => {
    if (!existsSync(PAGES)) return; // an API-only start in development
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", ...scriptHosts],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: false, // the operator's proxy decides about https
      crossOriginEmbedderPolicy: false,
    });
    await app.register(serveStatic, {
      root: PAGES,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        response.setHeader('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get('/', (_request, reply) => reply.sendFile('index.html'));
    app.get('/*', (request, reply) => {
      if (OURS.test(request.url)) throw new AppError('not-found', 'There is nothing at this address.');
      return reply.sendFile('index.html');
    });
  };
}
