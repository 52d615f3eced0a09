import { Balance, NotificationsPut, NotificationsState, Nullable, TelephonyAlertList, TelephonyCheck } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { failures } from '../../http/failures.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { findConnection } from '../../provider/connection.ts';
import { readAlerts } from '../../provider/telephony-alerts.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { balanceReader } from './balance.ts';
import { telephonyChecker } from './check-telephony.ts';
import { ALERT_EXAMPLE, BALANCE_EXAMPLE, CHECK_EXAMPLE, NOTIFICATIONS_EXAMPLE } from './examples.ts';
import { disconnect } from './disconnect.ts';
import { readNotifications, registerNotifications, removeNotifications } from './notifications.ts';
import type { By, SettingsDeps } from './settings-deps.ts';

const tags = ['Telephony'];
const refused = failures(401, 403, 404, 422, 503);
const providerFails = failures('not-connected', 'provider-limit', 'provider-refused', 'provider-unavailable');
const otherUrl = failures('not-connected', 'other-url-registered');

/** The line to the provider: checklist, notifications, balance, disconnecting (requirements 1.5, 2.6, 2.8, 11.2). For administrators. */
export function connectionRoutes(deps: SettingsDeps): FastifyPluginAsyncTypebox {
  const check = telephonyChecker(deps);
  const readBalance = balanceReader(deps);
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin');
    });
    app.post(
      '/api/v1/telephony/check',
      {
        schema: {
          summary: 'Go through the checklist of the connection',
          description: '`ok: null` means not seen yet, or not known because the provider does not answer.',
          tags,
          response: { 200: withExample(TelephonyCheck, CHECK_EXAMPLE), ...refused },
        },
      },
      (request) => check(by(request).workspaceId),
    );

    app.get(
      '/api/v1/telephony/alerts',
      {
        schema: {
          summary: 'What is wrong with the telephony at the moment',
          description:
            'Found by the server itself once a minute, and once an hour with the provider: this answer waits for nobody.',
          tags,
          response: { 200: withExample(TelephonyAlertList, { items: [ALERT_EXAMPLE], nextCursor: null }), ...refused },
        },
      },
      async (request) => {
        const { workspaceId } = by(request);
        const items = await inWorkspace(deps.db, workspaceId, async (tx) =>
          readAlerts(tx, await findConnection(tx, workspaceId)),
        );
        return { items, nextCursor: null };
      },
    );

    app.get(
      '/api/v1/telephony/notifications',
      {
        schema: {
          summary: 'Where the provider reports calls, and which events',
          tags,
          response: { 200: withExample(NotificationsState, NOTIFICATIONS_EXAMPLE), ...refused, ...providerFails },
        },
      },
      (request) => readNotifications(deps, by(request).workspaceId),
    );

    app.put(
      '/api/v1/telephony/notifications',
      {
        schema: {
          summary: 'Make the provider report calls to us',
          description:
            'Sets our URL and the six switches and reads them back. Another URL is replaced only with `replace`; without it the answer is 409 `other-url-registered` with that `url`. With `relay`, that URL goes on getting every notification from us: the same body and `Signature`, its answer ignored; only addresses of the open internet can.',
          tags,
          body: withExample(Nullable(NotificationsPut), { replace: true }),
          response: {
            200: withExample(NotificationsState, NOTIFICATIONS_EXAMPLE),
            ...failures(400),
            ...refused,
            ...providerFails,
            ...otherUrl,
          },
        },
      },
      (request) => {
        const { replace = false, relay } = request.body ?? {};
        return registerNotifications(deps, by(request), { replace, relay });
      },
    );

    app.delete(
      '/api/v1/telephony/notifications',
      {
        schema: {
          summary: 'Take our URL away from the provider',
          tags,
          response: { 204: Type.Null(), ...refused, ...providerFails, ...otherUrl },
        },
      },
      async (request, reply) => {
        await removeNotifications(deps, by(request));
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/api/v1/telephony/balance',
      {
        schema: {
          summary: 'Balance of the PBX account, at most a minute old',
          tags,
          response: { 200: withExample(Balance, BALANCE_EXAMPLE), ...refused, ...providerFails },
        },
      },
      (request) => readBalance(by(request).workspaceId),
    );

    app.delete(
      '/api/v1/telephony/connection',
      {
        schema: {
          summary: 'Disconnect the PBX: remove the keys, and with `url=true` our URL at the provider',
          tags,
          querystring: Type.Object({ url: Type.Optional(Type.Boolean({ default: false })) }),
          response: { 204: Type.Null(), ...refused, ...providerFails },
        },
      },
      async (request, reply) => {
        await disconnect(deps, by(request), { url: request.query.url === true });
        return reply.code(204).send(null);
      },
    );
  };
}

function by(request: FastifyRequest): By {
  const { workspaceId, userId } = signedIn(request);
  return { workspaceId, userId };
}
