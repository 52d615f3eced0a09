/** The provider reports calls to one address and everything else to another; both may be the same. */
export type RelayKind = 'calls' | 'account';

/** To which of them it would have sent an event of this name. */
export const kindOf = (event: string): RelayKind => (event.startsWith('NOTIFY_') ? 'calls' : 'account');
