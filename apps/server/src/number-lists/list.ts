/** Two lists of numbers and masks with the same shape: whose calls are refused (10.1), and who is "not a client" (10.8). */
export type NumberList = { table: 'number_blocks' | 'number_exceptions'; action: 'blacklist' | 'exception'; name: string };

export const BLACKLIST: NumberList = { table: 'number_blocks', action: 'blacklist', name: 'the blacklist' };
export const EXCEPTIONS: NumberList = { table: 'number_exceptions', action: 'exception', name: 'the list of exceptions' };
