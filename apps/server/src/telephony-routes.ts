import type { FastifyPluginAsync } from 'fastify';
import { extensionRoutes } from './features/extensions/routes.ts';
import { refreshExtensions } from './features/extensions/refresh-extensions.ts';
import { connectionRoutes } from './features/telephony-settings/connection-routes.ts';
import { telephonySettingsRoutes } from './features/telephony-settings/routes.ts';
import type { SettingsDeps } from './features/telephony-settings/settings-deps.ts';

export type TelephonyRoutesDeps = Omit<SettingsDeps, 'readAccount'>;

/** The routes of the telephony pages, each feature handed what it needs of another. */
export function telephonyRoutes(deps: TelephonyRoutesDeps): FastifyPluginAsync[] {
  const readAccount = (workspaceId: string) => refreshExtensions(deps, workspaceId);
  const settings = { ...deps, readAccount };
  return [telephonySettingsRoutes(settings), connectionRoutes(settings), extensionRoutes(deps)];
}
