import type { TelephonyCheck } from '@carillon/contract';
import english from '../../../locales/en/telephony.ts';
import { type KeyOf, useT } from '../../../lib/i18n/use-t.ts';

type Item = TelephonyCheck['items'][number];
type CheckKey = KeyOf<'telephony'> & `check.${string}`;

/** What the check found, in the reader's words; the server's own sentence for a code these pages do not know yet. */
export function useCheckText(): (item: Item) => string {
  const t = useT('telephony');
  return ({ name, code, detail }) => {
    const key = [`check.${name}.${code}`, `check.${code}`].find(isKnown);
    return key ? t(key) : detail;
  };
}

const isKnown = (key: string): key is CheckKey => key in english;
