import type { TelephonyAlert } from '@carillon/contract';

/** Something that is wrong now. Of one alert there may be several, told apart by their subject. */
export type Cause = { alert: TelephonyAlert; subject: string; detail: string | null };

/** Seen by ourselves in every look, or only when the provider was asked. */
export type Scope = 'local' | 'provider';

/** Subjects of `keys-reissued`: what the PBX signs, and what the API is asked with. */
export const BY_SIGNATURE = '';
export const BY_API = 'api';

/** Nothing is heard: `url` and `flags` say why, else the detail says how many calls. */
export const silence = (subject: string, detail: string | null): Cause => ({ alert: 'notifications-silent', subject, detail });
