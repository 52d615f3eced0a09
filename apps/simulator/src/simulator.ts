import fastify from 'fastify';
import type { AccountConfig } from './account.ts';
import { serveApi } from './api.ts';
import type { Behaviour } from './behaviour.ts';
import { realClock, type Clock } from './clock.ts';
import { Cloud } from './cloud.ts';
import type { Faults } from './network.ts';
import { overHttp, type Outside } from './outside.ts';
import { servePage } from './page.ts';
import { serveWebPhone } from './web-phone.ts';
import { WebPhones } from './web-phones.ts';

export type SimulatorOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Loopback by default: whoever reaches the page can place pretend calls and read the pretend keys. */
  host?: string;
  key?: string;
  secret?: string;
  account?: Partial<AccountConfig>;
  seed?: string | number;
  faults?: Partial<Faults>;
  behaviour?: Partial<Behaviour>;
  now?: () => Date;
  /** A virtual clock makes days pass in a second; without one, time is the wall's. */
  clock?: Clock;
  /** How notifications travel; over HTTP when left out. */
  outside?: Outside;
};

export type Simulator = {
  /** Base of the API and address of the page, without a slash at the end. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly cloud: Cloud;
  /** Phones inside web pages: permit a host here, or by the API. */
  readonly webPhones: WebPhones;
  close(): Promise<void>;
};

/**
 * Starts a pretend cloud with one account on a port of its own.
 *
 * @throws when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', outside = overHttp, now, clock, ...cloudOptions } = options;
  const wall = realClock({
    ...(now ? { now } : {}),
    onError: (error) => cloud.complain(`The simulator failed: ${String(error)}`),
  });
  const cloud: Cloud = new Cloud({ ...cloudOptions, clock: clock ?? wall, outside });
  const webPhones = new WebPhones(cloud);
  const app = fastify({ forceCloseConnections: true, bodyLimit: 10 * 1024 * 1024, exposeHeadRoutes: false });
  await app.register(async (api) => {
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    serveApi(api, { cloud, webPhones, baseUrl: (request) => `${request.protocol}://${request.host}` });
  });
  await app.register(async (phone) => serveWebPhone(phone, { cloud, webPhones }));
  await app.register(async (page) => servePage(page, cloud));
  const url = (await app.listen({ port, host })).replace(/\/$/, '');
  return {
    url,
    key: cloud.key,
    secret: cloud.secret,
    cloud,
    webPhones,
    async close() {
      wall.stop();
      await app.close();
    },
  };
}
