import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../../config.ts';
import { Repeating } from '../../jobs/repeating.ts';
import { openMailServer } from '../../notices/mail-server.ts';
import { planReports } from './plan-reports.ts';
import { sendReports, type SendReportsDeps } from './send-reports.ts';

type WeeklyReportDeps = Pick<SendReportsDeps, 'db' | 'now' | 'log' | 'statistics' | 'longestLost'> & {
  config: Config;
  isReady: () => boolean;
};

const PLAN_EVERY_MS = 60_000;
/** Whoever has asked for a trial waits. */
const SEND_EVERY_MS = 3_000;

/** The weekly report as a part of the app: it works while the app is open, if there is a mail server. */
export function weeklyReport({ config, isReady, ...deps }: WeeklyReportDeps): FastifyPluginAsync {
  return async (app) => {
    const { smtpUrl, publicUrl, baseDomain } = config;
    if (smtpUrl === undefined) return;
    const { db, now, log } = deps;
    const { send } = openMailServer(smtpUrl, publicUrl);
    let open = true;
    const isOpen = (): boolean => open && isReady();
    const clocks = [
      new Repeating({
        name: 'planning of weekly reports',
        everyMs: PLAN_EVERY_MS,
        log,
        work: async () => {
          if (isOpen()) await planReports({ db, now });
        },
      }),
      new Repeating({
        name: 'sending of weekly reports',
        everyMs: SEND_EVERY_MS,
        log,
        work: () => sendReports({ ...deps, publicUrl, baseDomain, send, isOpen }),
      }),
    ];
    app.addHook('onClose', async () => {
      open = false;
      await Promise.all(clocks.map((clock) => clock.stop()));
    });
  };
}
