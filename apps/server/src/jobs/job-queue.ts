import type { FastifyPluginAsync } from 'fastify';
import { startJobs } from './start-jobs.ts';

/** The job queue as a part of the app: it works while the app is open. */
export function jobQueue(input: Parameters<typeof startJobs>[0]): FastifyPluginAsync {
  return async (app) => {
    const jobs = startJobs(input);
    app.addHook('onClose', () => jobs.stop());
  };
}
