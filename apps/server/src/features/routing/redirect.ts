import type { RedirectState } from '@carillon/telephony';

/** One call that our answer sent to a phone, and how that stands. */
export type Redirect = RedirectState & { callId: string; number: string | null };
