import type { User } from '@carillon/contract';

/** What rings first when an employee calls out of the CRM (3.3). */
export type Device = 'desk' | 'mobile';

/** The browser phone rings as the extension, like the one on the desk. */
export const deviceOf = (user: Pick<User, 'callDevice'> | undefined): Device =>
  user?.callDevice === 'mobile' ? 'mobile' : 'desk';
