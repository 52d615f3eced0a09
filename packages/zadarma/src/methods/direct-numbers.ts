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
};

export function directNumberMethods(request: Request) {
  return {
    async directNumbers(): Promise<DirectNumber[]> {
      const answer = await request({ method: 'GET', path: '/v1/direct_numbers/', safeToRepeat: true });
      return objects(answer, 'info').map(directNumber);
    },

    /** Lets a number take texts, without which none is reported; not every number can. */
    async setSmsReception({ number, on }: { number: string; on: boolean }): Promise<{ number: string; on: boolean }> {
      const params = { number, value: on ? 'on' : 'off' };
      const answer = await request({ method: 'PUT', path: '/v1/direct_numbers/receive_sms/', params });
      return { number: optionalText(answer, 'number') ?? number, on: flag(answer, 'receive_sms') };
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
  };
}
