import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../config.ts';
import { Repeating } from '../jobs/repeating.ts';
import { mailNotices } from './mail-notices.ts';
import { openMailServer } from './mail-server.ts';
import type { MailDeps } from './send-letters.ts';

type NoticeMailDeps = Pick<MailDeps, 'db' | 'now' | 'log'> & { config: Config; isReady: () => boolean };

const EVERY_MS = 5_000;

/** Notices by e-mail as a part of the app: it works while the app is open, if there is a mail server. */
export function noticeMail({ config, db, now, log, isReady }: NoticeMailDeps): FastifyPluginAsync {
  return async (app) => {
    const { smtpUrl, publicUrl, baseDomain } = config;
    if (smtpUrl === undefined) return;
    const { send } = openMailServer(smtpUrl, publicUrl);
    let open = true;
    const isOpen = (): boolean => open && isReady();
    const mail = new Repeating({
      name: 'notices by e-mail',
      everyMs: EVERY_MS,
      log,
      work: () => mailNotices({ db, now, log, publicUrl, baseDomain, send, isOpen }),
    });
    app.addHook('onClose', async () => {
      open = false;
      await mail.stop();
    });
  };
}
