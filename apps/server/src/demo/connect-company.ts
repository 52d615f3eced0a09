import type { Simulator } from '@carillon/simulator';
import { type DemoApi, idOf } from './demo-api.ts';
import { DEMO_PASSWORD, EMPLOYEES, LINES, TRANSCRIBED } from './employees.ts';

/**
 * Hires everybody, connects the pretend cloud and gives out the phones, all through the public API.
 *
 * @returns the employees' ids in the order of EMPLOYEES.
 */
export async function connectCompany(
  api: DemoApi,
  { administratorId, exchange, host }: { administratorId: string; exchange: Simulator; host: string },
): Promise<string[]> {
  const [, ...others] = EMPLOYEES;
  const hired = await Promise.all(
    others.map(({ name, email, role }) => api('POST', '/users', { name, email, role, password: DEMO_PASSWORD })),
  );
  const userIds = [administratorId, ...hired.map(idOf)];
  await api('PATCH', '/telephony/settings', {
    apiKey: exchange.key,
    apiSecret: exchange.secret,
    accountTimezone: exchange.cloud.account.timezone,
  });
  await api('POST', '/telephony/extensions/refresh');
  for (const [place, { extension }] of EMPLOYEES.entries())
    await api('PUT', `/telephony/extensions/${extension}`, { userId: userIds[place] });
  for (const { number, label } of LINES) await api('PATCH', `/telephony/numbers/${encodeURIComponent(`+${number}`)}`, { label });
  await api('PATCH', '/telephony/settings', {
    defaultResponsibleId: userIds[1],
    dialling: { browserPhone: true },
    features: {
      autoCreate: { inbound: { enabled: true }, outbound: { enabled: true } },
      routeToResponsible: { enabled: true },
      callerName: { enabled: true },
      missedCalls: { enabled: true },
      blacklist: { enabled: true },
    },
  });
  await api('PUT', '/telephony/notifications', {});
  for (const extension of TRANSCRIBED) await api('PUT', `/telephony/extensions/${extension}/transcripts`, { mode: 'always' });
  await api('POST', '/telephony/browser-phone/hosts', { host });
  for (const [place, { browser }] of EMPLOYEES.entries())
    if (browser) await api('PATCH', `/users/${userIds[place]}`, { callDevice: 'browser' });
  return userIds;
}
