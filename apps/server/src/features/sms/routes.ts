import { Sms, SmsOptions, SmsOptionsQuery, SmsSend } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { sendSms, type SmsDeps } from './send-sms.ts';
import { smsOptionsReader } from './sms-options.ts';

const tags = ['Texts'];
const EXAMPLE = {
  to: '+79161234567',
  text: 'You called us and we missed it. We call back within 15 minutes.',
  sender: 'Teamsale',
};

/** Texts (SMS) to clients and to callers who were missed; those that came stand in the timeline. */
export function smsRoutes(deps: SmsDeps): FastifyPluginAsyncTypebox {
  const readOptions = smsOptionsReader(deps);
  return async (app) => {
    app.get(
      '/api/v1/sms/options',
      {
        schema: {
          summary: 'Whether I may write to a number, from whom, and with which templates',
          description: 'Senders and templates are the provider’s, and empty when it does not tell them.',
          tags,
          querystring: SmsOptionsQuery,
          response: { 200: SmsOptions, ...failures(401, 404, 422, 503) },
        },
      },
      (request) => readOptions(signedIn(request), request.query),
    );

    app.post(
      '/api/v1/sms',
      {
        schema: {
          summary: 'Send a text',
          description:
            'Never sent twice under one `Idempotency-Key`. What the provider refused, or did not answer in time (`unknown`), is kept and answered as such; never repeat an `unknown` one by a program. With an error nothing was sent and nothing is kept.',
          tags,
          body: withExample(SmsSend, EXAMPLE),
          response: {
            201: Sms,
            ...failures(400, 401, 403, 404, 409, 422, 503),
            ...failures('not-connected', 'idempotency-mismatch', 'conflict'),
            ...failures('invalid', 'bad-number'),
            ...failures('provider-limit', 'provider-refused', 'provider-unavailable'),
          },
        },
      },
      async (request, reply) => {
        const key = request.headers['idempotency-key'];
        const requestKey = typeof key === 'string' ? key : undefined;
        return reply.code(201).send(await sendSms(deps, signedIn(request), { sms: request.body, requestKey }));
      },
    );
  };
}
