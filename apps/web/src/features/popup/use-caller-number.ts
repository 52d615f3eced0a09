import type { LiveCall } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';

/** The other side's number as people read it; of a hidden one the word for it. */
export function useCallerNumber(): (call: Pick<LiveCall, 'clientNumber' | 'callerText'>) => string {
  const common = useT('common');
  const formatNumber = useFormatNumber();
  return ({ clientNumber, callerText }) =>
    clientNumber === null ? (callerText ?? common('hiddenNumber')) : formatNumber(clientNumber);
}
