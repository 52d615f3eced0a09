import { bareNumber, type Account } from '../account.ts';
import { asInteger, refusal, success, type Method } from './method.ts';

/** Click-to-call: accepted at once, no id, and no promise that anything rings. */
export const callbackMethod: Method = {
  verb: 'GET',
  path: '/v1/request/callback',
  answer({ cloud, text }) {
    const { account, clock } = cloud;
    const [from, to, sip] = [text('from')?.trim() ?? '', bareNumber(text('to') ?? ''), text('sip')?.trim() || null];
    if (from === '' || !/^\d{3,15}$/.test(to)) return refusal(400, "Check phone's number");
    if (sip !== null && !/^\d+$/.test(sip)) return refusal(400, 'Field "sip" could be only SIP or PBX number');
    const party = readParty(account, from);
    if (party === 'unknown' || (sip !== null && sip.length <= 5 && !account.extensions.has(sip)))
      return refusal(400, 'Check your phone number');
    const shown = account.extensions.get(sip ?? from)?.callerId ?? account.numbers[0]?.number ?? '';
    if (to === bareNumber(shown)) return refusal(400, 'to cannot be equal to Callerid');
    if (party === 'callable') {
      const predicted = isTruthy(text('predicted'));
      cloud.callback({ from, to, sip: account.extensions.has(sip ?? '') ? sip : null, predicted });
    }
    return success({
      from: asInteger(bareNumberOrLogin(from)),
      to: asInteger(to),
      time: Math.floor(clock.now().getTime() / 1000),
    });
  },
};

/** A full login (`1234-101`) is taken without complaint, and nothing rings: so the real cloud does it. */
function readParty(account: Account, from: string): 'callable' | 'silent' | 'unknown' {
  if (account.extensions.has(from) || /^\d{6,15}$/.test(bareNumberOrLogin(from))) return 'callable';
  const [, first, second] = /^(\d+)-(\d+)$/.exec(from) ?? [];
  if (
    account.menus.some(
      ({ id, scenarios }) => String(id) === first && scenarios.some((scenario) => String(scenario.id) === second),
    )
  )
    return 'callable';
  return first === String(account.pbxId) && account.extensions.has(second ?? '') ? 'silent' : 'unknown';
}

/** A hyphen joins an account and an extension; in a written phone number there are more of them or a `+`. */
function bareNumberOrLogin(from: string): string {
  return /^\d+-\d+$/.test(from) ? from : bareNumber(from);
}

function isTruthy(text: string | undefined): boolean {
  return text !== undefined && !['', '0', 'false', 'off', 'no'].includes(text.toLowerCase());
}
