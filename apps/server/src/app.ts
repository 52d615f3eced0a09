import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from './db/schema.ts';
import { authenticate, cookieName, isBeforeSignIn } from './http/authenticate.ts';
import { closeUnused } from './http/close-unused.ts';
import { honourIdempotency } from './http/idempotency.ts';
import { limitTokens } from './http/limit-tokens.ts';
import { acceptMergePatch } from './http/merge-patch.ts';
import { noteTokenUse } from './http/note-token-use.ts';
import { completeOpenApi } from './http/complete-openapi.ts';
import { docsPage, type OpenApi } from './http/docs-page.ts';
import { answerBrokenRequest, answerProblems, problemOfFramework } from './http/problems.ts';
import { compileValidator } from './http/validation.ts';
import { VERSION } from './version.ts';

export type AppDeps = {
  db: Kysely<Database>;
  publicUrl: string;
  baseDomain: string | undefined;
  log: Logger;
  now: () => Date;
  /** Milliseconds that only go forward, from which the requests of a second are counted; the process's own where it is left out. */
  ticks?: () => number;
  isDatabaseReady: () => boolean;
  /** Address ranges whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  /** Routes outside the API: the webhook door, health, metrics, pages. Each is a plugin of its own without the API's hooks. */
  outside: FastifyPluginAsync[];
  /** Routes of the API, with sign-in, problem documents and OpenAPI. */
  api: FastifyPluginAsync[];
};

/** The whole HTTP side, listening to nothing and reading no environment: `inject` it, or let `main.ts` listen. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = deps.log; // named, so that the instance has the type that plugins expect
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: deps.trustedProxies.length > 0 ? deps.trustedProxies : false,
    bodyLimit: 1_048_576,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, _request, reply) => void problemOfFramework(error, reply),
  });
  closeUnused(app);
  answerProblems(app);
  for (const plugin of deps.outside) await app.register(plugin);
  await app.register(async (inner) => {
    const api = inner.withTypeProvider<TypeBoxTypeProvider>();
    api.setValidatorCompiler(compileValidator);
    await api.register(cookie);
    await api.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false }); // the operator's proxy decides about https
    await api.register(swagger, { openapi: openapi(deps.publicUrl) });
    authenticate(api, deps);
    limitTokens(api, deps.ticks);
    noteTokenUse(api, deps);
    honourIdempotency(api, deps);
    acceptMergePatch(api);
    for (const plugin of deps.api) await api.register(plugin);
    describeApi(api);
  });
  return app;
}

/** The API's description, for programs and for people. */
function describeApi(api: FastifyInstance): void {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
  let complete: OpenApi | undefined;
  const document = (): OpenApi => (complete ??= completeOpenApi(api.swagger(), isBeforeSignIn) as OpenApi); // its own type allows older versions too
  api.get('/api/v1/openapi.json', { schema: { hide: true } }, () => document());
  api.get('/docs', { schema: { hide: true } }, (_request, reply) =>
    reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(docsPage(document())),
  );
}

function openapi(publicUrl: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Carillon API',
      version: VERSION,
      description: 'The CRM that rings: its outside, in full. Errors are RFC 9457 problem documents.',
    },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: cookieName(publicUrl) },
      },
    },
    security: [{ token: [] }, { session: [] }],
  };
}
