import { BrowserPhone, BrowserPhoneHostAdd, BrowserPhoneHosts, BrowserPhoneQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import type { BrowserPhoneDeps } from './browser-phone-deps.ts';
import { browserPhoneOpener } from './open-browser-phone.ts';
import { addHost, readHosts } from './phone-hosts.ts';

const tags = ['Telephony'];
const PHONE_EXAMPLE = {
  login: '1234-100',
  key: 'abc123xyz',
  expiresAt: '2026-03-17T09:26:53.000Z',
  scripts: [
    'https://my.zadarma.com/webphoneWebRTCWidget/v9/js/loader-phone-lib.js?sub_v=1',
    'https://my.zadarma.com/webphoneWebRTCWidget/v9/js/loader-phone-fn.js?sub_v=1',
  ],
};
const HOSTS_EXAMPLE = { ours: 'crm.example.com', allowed: true, hosts: ['crm.example.com'] };
const provider = ['not-connected', 'browser-phone-off', 'provider-limit', 'provider-unavailable', 'provider-refused'] as const;

/** The provider's phone inside our pages (3.11). */
export function browserPhoneRoutes(deps: BrowserPhoneDeps): FastifyPluginAsyncTypebox {
  const open = browserPhoneOpener(deps);
  return async (app) => {
    app.get(
      '/api/v1/browser-phone',
      {
        schema: {
          summary: 'What a page needs to start my browser phone',
          description:
            'Of my own extension only, where it is on for the workspace and for me. The key is asked of the provider at most once in 60 hours; it must not be kept. 409 `domain-not-allowed` carries the `host` that the provider has to be told of.',
          tags,
          querystring: BrowserPhoneQuery,
          response: {
            200: withExample(BrowserPhone, PHONE_EXAMPLE),
            ...failures(401, 404, ...provider, 'no-extension', 'domain-not-allowed', 422, 503),
          },
        },
      },
      async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        return open(signedIn(request), request.query.host);
      },
    );

    app.get(
      '/api/v1/telephony/browser-phone/hosts',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'On which hosts the provider lets the browser phone run',
          tags,
          querystring: BrowserPhoneQuery,
          response: { 200: withExample(BrowserPhoneHosts, HOSTS_EXAMPLE), ...failures(401, 403, 404, ...provider, 422, 503) },
        },
      },
      (request) => readHosts(deps, signedIn(request), request.query.host),
    );

    app.post(
      '/api/v1/telephony/browser-phone/hosts',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'Tell the provider that the browser phone may run on our pages',
          tags,
          body: withExample(BrowserPhoneHostAdd, { host: 'crm.example.com' }),
          response: {
            200: withExample(BrowserPhoneHosts, HOSTS_EXAMPLE),
            ...failures(400, 401, 403, 404, ...provider, 422, 503),
          },
        },
      },
      (request) => addHost(deps, { by: signedIn(request), host: request.body.host, here: request.hostname.toLowerCase() }),
    );
  };
}
