import type { Preferences, User } from '@carillon/contract';

/** When this browser sounds: as chosen, else as the phone does. A desk phone and a mobile ring for themselves (4.10). */
export function ringSoundOf({
  callDevice,
  preferences,
}: Pick<User, 'callDevice' | 'preferences'>): NonNullable<Preferences['ringSound']> {
  return preferences.ringSound ?? (callDevice === 'browser' ? 'ring' : 'never');
}
