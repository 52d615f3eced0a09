import { flag, objects, optionalText, optionalWholeNumber, text, type Answer } from '../answer.ts';
import type { Request } from '../request.ts';

/** A number of the account. Times are the provider's, without zone. Which fields are filled depends on `type`. */
export type DirectNumber = {
  number: string;
  /** `on`, `parking` (unpaid, kept 7 days), `checking`, `reserved_on`, … */
  status: string;
  country: string | null;
  description: string | null;
  name: string | null;
  sip: string | null;
  sipName: string | null;
  startDate: string | null;
  stopDate: string | null;
  monthlyFee: string | null;
  currency: string | null;
  channels: number | null;
  autorenew: boolean;
  isOnTest: boolean;
  type: string | null;
  /** Whether texts that come to it are reported; `unsupported`: it can take none. `null`: the provider did not say. */
  smsReception: 'on' | 'off' | 'unsupported' | null;
};

export function directNumberMethods(request: Request) {
  return {
    async directNumbers(): Promise<DirectNumber[]> {
      const answer = await request({ method: 'GET', path: '/v1/direct_numbers/', safeToRepeat: true });
      return objects(answer, 'info').map(directNumber);
    },

    /** Lets a number take texts, without which none is reported; not every number can. */
    async setSmsReception({ number, on }: { number: string; on: boolean }): Promise<{ number: string; on: boolean }> {
      const value = on ? 'on' : 'off';
      const answer = await request({ method: 'PUT', path: '/v1/direct_numbers/receive_sms/', params: { number, value } });
      return { number: optionalText(answer, 'number') ?? number, on: (readSwitch(answer['receive_sms']) ?? value) === 'on' };
    },
  };
}

function directNumber(row: Answer): DirectNumber {
  return {
    number: text(row, 'number'),
    status: text(row, 'status'),
    country: optionalText(row, 'country'),
    description: optionalText(row, 'description'),
    name: optionalText(row, 'number_name'),
    sip: optionalText(row, 'sip'),
    sipName: optionalText(row, 'sip_name'),
    startDate: optionalText(row, 'start_date'),
    stopDate: optionalText(row, 'stop_date'),
    monthlyFee: optionalText(row, 'monthly_fee'),
    currency: optionalText(row, 'currency'),
    channels: optionalWholeNumber(row, 'channels'),
    autorenew: flag(row, 'autorenew'),
    isOnTest: flag(row, 'is_on_test'),
    type: optionalText(row, 'type'),
    smsReception: row['receive_sms'] === null ? 'unsupported' : readSwitch(row['receive_sms']),
  };
}

/** Setting it says `on` and `off`; the other methods write their switches as `true` and `1`. */
function readSwitch(value: unknown): 'on' | 'off' | null {
  const word = String(value).toLowerCase();
  if (/^(?:on|true|1)$/.test(word)) return 'on';
  return /^(?:off|false|0)$/.test(word) ? 'off' : null;
}
