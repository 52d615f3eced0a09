import { TelephonySettings, TelephonySettingsPatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyError } from 'fastify';
import { failures } from '../../http/failures.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { allowedValues } from './allowed-values.ts';
import { changeSettings } from './change-settings.ts';
import { PATCH_EXAMPLE, SETTINGS_EXAMPLE } from './examples.ts';
import { readSettings } from './read-settings.ts';
import type { SettingsDeps } from './settings-deps.ts';

const tags = ['Telephony'];

/** Keys, switches and options of the PBX (requirements 2.1, 2.4, 2.5). For administrators, reading too. */
export function telephonySettingsRoutes(deps: SettingsDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin');
    });

    app.get(
      '/api/v1/telephony/settings',
      {
        schema: {
          summary: 'Telephony settings',
          tags,
          response: { 200: withExample(TelephonySettings, SETTINGS_EXAMPLE), ...failures(401, 403, 404, 503) },
        },
      },
      (request) => readSettings(deps, signedIn(request).workspaceId),
    );

    app.patch(
      '/api/v1/telephony/settings',
      {
        attachValidation: true,
        schema: {
          summary: 'Change telephony settings',
          description:
            'A JSON merge patch: what is not named stays. New keys are tried at the provider first; refused (422 `keys-refused`) or unreachable (502 `provider-unavailable`), nothing is saved.',
          tags,
          body: withExample(TelephonySettingsPatch, PATCH_EXAMPLE),
          response: {
            200: withExample(TelephonySettings, SETTINGS_EXAMPLE),
            ...failures(400, 401, 403, 404, 409, 422, 'keys-refused', 'provider-limit', 'provider-unavailable', 503),
          },
        },
      },
      async (request) => {
        if (request.validationError) throw withAllowedValues(request.validationError);
        const { workspaceId, userId } = signedIn(request);
        await changeSettings(deps, { workspaceId, userId }, request.body);
        return readSettings(deps, workspaceId);
      },
    );
  };
}

/** A refused option is told what it may be: the schema alone would send people on to 1 or 2 seconds (7.2). */
function withAllowedValues(error: FastifyError | Error): Error {
  for (const fault of 'validation' in error ? (error.validation ?? []) : []) {
    fault.message = allowedValues(fault.instancePath) ?? fault.message ?? '';
  }
  return error;
}
