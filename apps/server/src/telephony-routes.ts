import type { FastifyPluginAsync } from 'fastify';
import { callOr404 } from './features/calls/read-calls.ts';
import { recordFacts } from './features/calls/record-facts.ts';
import { diallingRoutes } from './features/dialling/routes.ts';
import { claimNumber } from './features/missed/claim-number.ts';
import { browserPhoneRoutes } from './features/browser-phone/routes.ts';
import { blacklistRoutes } from './features/blacklist/routes.ts';
import { exceptionRoutes } from './features/exceptions/routes.ts';
import { refreshExtensions } from './features/extensions/refresh-extensions.ts';
import { extensionRoutes } from './features/extensions/routes.ts';
import { refreshNumbers } from './features/pbx-numbers/refresh-numbers.ts';
import { numberRoutes } from './features/pbx-numbers/routes.ts';
import { pushRoutes } from './features/push/routes.ts';
import { reconciliationRoutes } from './features/reconciliation/routes.ts';
import { readRelays, startRelay, stopRelays } from './features/relay/relay-book.ts';
import { refuseTarget } from './features/relay/relay-target.ts';
import { relayRoutes } from './features/relay/routes.ts';
import { scheduleRoutes } from './features/schedules/routes.ts';
import { transcriptNews } from './transcript-news.ts';
import { smsRoutes } from './features/sms/routes.ts';
import { smsTemplateRoutes } from './features/sms/template-routes.ts';
import { connectionRoutes } from './features/telephony-settings/connection-routes.ts';
import { telephonySettingsRoutes } from './features/telephony-settings/routes.ts';
import type { SettingsDeps } from './features/telephony-settings/settings-deps.ts';

export type TelephonyRoutesDeps = Omit<SettingsDeps, 'readAccount' | 'oldSystem'>;

/** The routes of the telephony pages of the lists of numbers, and of calls that reach a closed browser, each feature handed what it needs of another. */
export function telephonyRoutes(deps: TelephonyRoutesDeps): FastifyPluginAsync[] {
  const refreshRest = async (workspaceId: string): Promise<void> => {
    try {
      await refreshNumbers(deps, workspaceId);
    } catch (error) {
      deps.log.warn({ err: error, workspaceId }, 'the numbers of an account could not be read');
    }
  };
  const readAccount = async (workspaceId: string): Promise<void> => {
    await refreshRest(workspaceId);
    await refreshExtensions(deps, workspaceId, 'of-new-ones'); // keys saved again cost little of the budget
  };
  const oldSystem: SettingsDeps['oldSystem'] = {
    refuse: (url, { provider }) => refuseTarget(url, { reach: { loopback: provider === 'custom' }, ours: deps }),
    read: readRelays,
    start: startRelay,
    stop: stopRelays,
  };
  const settings = { ...deps, readAccount, oldSystem };
  return [
    telephonySettingsRoutes(settings),
    connectionRoutes(settings),
    extensionRoutes({ ...deps, refreshRest, hearOfTranscripts: transcriptNews(deps) }),
    relayRoutes(deps),
    numberRoutes(deps),
    scheduleRoutes(deps),
    blacklistRoutes(deps),
    exceptionRoutes(deps),
    pushRoutes(deps),
    diallingRoutes({ ...deps, recordFacts, readCall: callOr404, claimMissed: claimNumber }),
    reconciliationRoutes(deps),
    smsRoutes(deps),
    browserPhoneRoutes(deps),
    smsTemplateRoutes(deps),
  ];
}
