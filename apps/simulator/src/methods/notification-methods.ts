import { ACCOUNT_HOOKS, asWords, CALL_NOTIFICATIONS } from '../notification-settings.ts';
import { refusal, success, type Method, type MethodRequest } from './method.ts';

const ECHO_TIMEOUT_MS = 5000;

export const notificationMethods: Method[] = [
  { verb: 'GET', path: '/v1/pbx/callinfo', answer: callSettings },
  {
    verb: 'POST',
    path: '/v1/pbx/callinfo/url',
    answer: (request) => setUrl(request, 'callUrl'),
  },
  { verb: 'DELETE', path: '/v1/pbx/callinfo/url', answer: (request) => dropUrl(request, 'callUrl') },
  {
    verb: 'POST',
    path: '/v1/pbx/callinfo/notifications',
    answer(request) {
      setSwitches(request, request.cloud.settings.calls, CALL_NOTIFICATIONS);
      return success({ notifications: asWords(request.cloud.settings.calls) });
    },
  },
  { verb: 'GET', path: '/v1/pbx/webhooks', answer: accountSettings },
  { verb: 'GET', path: '/v1/pbx/webhooks/url', answer: accountSettings },
  { verb: 'POST', path: '/v1/pbx/webhooks/url', answer: (request) => setUrl(request, 'accountUrl') },
  { verb: 'DELETE', path: '/v1/pbx/webhooks/url', answer: (request) => dropUrl(request, 'accountUrl') },
  {
    verb: 'POST',
    path: '/v1/pbx/webhooks/hooks',
    answer(request) {
      setSwitches(request, request.cloud.settings.hooks, ACCOUNT_HOOKS);
      return success({ hooks: asWords(request.cloud.settings.hooks) });
    },
  },
];

function callSettings({ cloud: { settings } }: MethodRequest) {
  return success({ url: settings.callUrl, notifications: asWords(settings.calls) });
}

function accountSettings({ cloud: { settings } }: MethodRequest) {
  return success({ url: settings.accountUrl, hooks: asWords(settings.hooks) });
}

/** Before an address is saved it has to give back, unchanged and alone, the `zd_echo` it is asked with. */
async function setUrl({ cloud, text }: MethodRequest, which: 'callUrl' | 'accountUrl') {
  const url = text('url') ?? '';
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return refusal(400, 'Wrong url');
  const echo = cloud.random.fork(`echo/${cloud.clock.now().getTime()}/${url}`).hex(16);
  const asked = `${url.replace(/#.*$/, '')}${url.includes('?') ? '&' : '?'}zd_echo=${echo}`; // the rest of the address stays as it was written
  const answer = await cloud.outside.get(asked, ECHO_TIMEOUT_MS);
  if ('failure' in answer || answer.status !== 200 || answer.body !== echo) {
    const why = 'failure' in answer ? answer.failure : `HTTP ${answer.status}, body "${answer.body.slice(0, 40)}"`;
    cloud.complain(`The address ${url} did not return zd_echo: ${why}`);
    return refusal(400, 'The url did not pass the zd_echo check');
  }
  cloud.settings[which] = url;
  cloud.touch();
  return success({ url });
}

function dropUrl({ cloud }: MethodRequest, which: 'callUrl' | 'accountUrl') {
  cloud.settings[which] = '';
  cloud.touch();
  return success({ url: '' });
}

/** Only the words `true` and `false` switch anything. */
function setSwitches({ cloud, text }: MethodRequest, switches: Map<string, boolean>, names: readonly string[]): void {
  for (const name of names) {
    const word = text(name);
    if (word === 'true' || word === 'false') switches.set(name, word === 'true');
  }
  cloud.touch();
}
