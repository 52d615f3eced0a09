import { createClient, type Fetch, type Limiter, ZadarmaError, type ZadarmaClient } from '@carillon/zadarma';
import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { Kysely } from 'kysely';
import { fetch } from 'undici';
import type { Database } from '../db/schema.ts';
import { AppError } from '../errors.ts';
import { openSecret } from '../secret.ts';
import type { Connection } from './connection.ts';
import type { Provider } from './providers.ts';
import { takeRequest, type Urgency } from './request-budget.ts';

export type ProviderAccount = { workspaceId: string; connectionId: string; provider: string; key: string; secret: string };

/** How the provider's last answer to this process was. */
export type ProviderHealth = 'unknown' | 'ok' | 'failing' | 'refused';

export type ProviderClients = {
  /** The API with keys that are not saved yet. @throws {AppError} `provider-refused` for a provider that left the operator's list. */
  clientWith(account: ProviderAccount): ZadarmaClient;
  /** The API with the saved keys. @throws {AppError} `not-connected` without keys that can be read. */
  clientFor(connection: ConnectionKeys, urgency?: Urgency): ZadarmaClient;
  health(connectionId: string): ProviderHealth;
};
type ConnectionKeys = Pick<Connection, 'workspaceId' | 'id' | 'provider' | 'apiKey' | 'sealedSecret'>;

export type ProviderClientsDeps = {
  db: Kysely<Database>;
  providers: readonly Provider[];
  /** CARILLON_SECRET: opens the sealed provider secrets. */
  secret: string;
  fetch?: Fetch;
};

/** Longer than the provider waits for the echo of a URL it is given. */
const TIMEOUT_MS: Record<Urgency, number> = { person: 8_000, background: 15_000, step: 30_000, extra: 4_000 };
const RETRY_DELAYS_MS: Record<Urgency, number[]> = { person: [250], background: [250, 1_000, 4_000], step: [], extra: [] };
const FAILURES_MAX = 5;
const HALF_OPEN_AFTER_MS = 10_000;

/** Clients of the provider's API: within the shared budget of requests, behind a breaker, the secret opened only here. */
export function createProviderClients(deps: ProviderClientsDeps): ProviderClients {
  const lines = new Map<string, Line>();
  const lineOf = (connectionId: string): Line => {
    const line = lines.get(connectionId) ?? createLine();
    lines.set(connectionId, line);
    return line;
  };

  const build = (account: ProviderAccount, urgency: Urgency, line: Line): ZadarmaClient => {
    const provider = deps.providers.find(({ id }) => id === account.provider);
    if (!provider) throw new AppError('provider-refused', 'This provider is no longer on the list of this installation.');
    const limiter: Limiter = async (cost, run) => {
      await takeRequest(deps.db, account, { urgency, statistics: cost.statistics });
      return line.pass(urgency, run);
    };
    return createClient({
      baseUrl: provider.baseUrl,
      key: account.key,
      secret: account.secret,
      limiter,
      timeoutMs: TIMEOUT_MS[urgency],
      retryDelaysMs: RETRY_DELAYS_MS[urgency],
      fetch: deps.fetch ?? fetch,
    });
  };

  return {
    // a line of its own: what a mistyped secret is told says nothing of the saved keys
    clientWith: (account) => build(account, 'person', createLine()),
    clientFor: (connection, urgency = 'person') => {
      const keys = openKeys(connection, deps.secret);
      if (!keys) throw new AppError('not-connected', 'No PBX is connected: enter the key and the secret first.');
      const { workspaceId, id: connectionId, provider } = connection;
      return build({ workspaceId, connectionId, provider, ...keys }, urgency, lineOf(connectionId));
    },
    health: (connectionId) => lines.get(connectionId)?.health() ?? 'unknown',
  };
}

/** Key and secret in the clear; undefined when one is missing or was sealed under another CARILLON_SECRET. */
function openKeys(
  { apiKey, sealedSecret }: Pick<Connection, 'apiKey' | 'sealedSecret'>,
  secret: string,
): { key: string; secret: string } | undefined {
  if (apiKey === null || sealedSecret === null) return undefined;
  const opened = openSecret({ secret, purpose: 'provider-secret', sealed: sealedSecret });
  return opened.ok ? { key: apiKey, secret: opened.plain } : undefined;
}

type Line = { pass<T>(urgency: Urgency, run: () => Promise<T>): Promise<T>; health(): ProviderHealth };

/** One account's way to the provider. After failures in a row jobs stay away from it for a while; a person's request always tries. */
function createLine(): Line {
  let last: ProviderHealth = 'unknown';
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: HALF_OPEN_AFTER_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  });
  const watched = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      const result = await run();
      last = 'ok';
      return result;
    } catch (error) {
      if (isOutage(error)) last = 'failing';
      else if (error instanceof ZadarmaError) last = error.meaning === 'refused-keys' ? 'refused' : 'ok';
      throw error;
    }
  };
  return {
    health: () => last,
    pass: async (urgency, run) => {
      if (urgency === 'person' && breaker.state !== CircuitState.Closed) return watched(run);
      try {
        return await breaker.execute(() => watched(run));
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new ZadarmaError('unreachable', 'The provider failed several times just now and is left alone for a moment.', {
          cause: error,
        });
      }
    },
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof ZadarmaError && ['provider-fault', 'unreachable', 'timeout', 'not-json'].includes(error.meaning);
}
