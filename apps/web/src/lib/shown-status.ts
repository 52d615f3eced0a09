import type { CallStatus, CallView } from '@carillon/contract';

/** 3.7: of a call that a click asked for, ANSWER may be our own phone that was picked up. Until its end nobody can say that they talk. */
export const shownStatus = ({ status, origin }: Pick<CallView, 'status' | 'origin'>): CallStatus | 'connecting' =>
  status === 'talking' && origin === 'click' ? 'connecting' : status;
