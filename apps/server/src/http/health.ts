import type { FastifyPluginAsync } from 'fastify';
import { AppError } from '../errors.ts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  registry: Registry;
  deliveries: Counter<'verdict'>;
  answerSeconds: Histogram;
};

type Gauges = { spooled: () => number; folding: () => number; streams: () => number };

/** What `GET /metrics` tells, in Prometheus' words. */
export function createMetrics({ spooled, folding, streams }: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('carillon_spooled_deliveries', 'Notifications that wait on the disk for the database', spooled);
  gauge('carillon_folding_deliveries', 'Stored notifications that wait to be folded into their calls', folding);
  gauge('carillon_live_streams', 'Open streams of signed-in browsers', streams);
  return {
    registry,
    deliveries: new Counter({
      name: 'carillon_deliveries_total',
      help: 'Notifications by verdict',
      labelNames: ['verdict'],
      registers: [registry],
    }),
    answerSeconds: new Histogram({
      name: 'carillon_answer_seconds',
      help: 'How long the PBX waited for our answer',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1],
      registers: [registry],
    }),
  };
}

type HealthDeps = { isReady: () => boolean; metrics: Metrics; metricsToken: string | undefined };

/** `/healthz`: the process lives. `/readyz`: the database is there and migrated. `/metrics`: only with its token. */
export function healthRoutes({ isReady, metrics, metricsToken }: HealthDeps): FastifyPluginAsync {
  return async (app) => {
    app.get('/healthz', () => ({ status: 'ok' }));
    app.get('/readyz', (_request, reply) =>
      reply.code(isReady() ? 200 : 503).send({ status: isReady() ? 'ready' : 'database-away' }),
    );
    if (metricsToken === undefined) return;
    app.get('/metrics', async (request, reply) => {
      if (request.headers.authorization !== `Bearer ${metricsToken}`)
        throw new AppError('unauthenticated', 'The metrics need their token.');
      return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    });
  };
}
