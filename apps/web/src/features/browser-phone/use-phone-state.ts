import { useSyncExternalStore } from 'react';
import { phoneLine, type PhoneState } from './phone-line.ts';

/** How the browser phone of this page is doing. */
export function usePhoneState(): PhoneState {
  return useSyncExternalStore(phoneLine.subscribe, phoneLine.state);
}
