import { useEffect, useSyncExternalStore } from 'react';
import { Deck, type Playback } from './deck.ts';
import { SKIP_SECONDS } from './seek-target.ts';

/** The page's loudspeaker. */
export const deck = new Deck(() => new Audio(), localStorage);

/** How one recording is doing; as long as a component asks, the recording may be heard. */
export function usePlayback(key: string): Playback {
  useEffect(() => deck.show(key), [key]);
  return useSyncExternalStore(deck.subscribe, () => deck.playbackOf(key));
}

export const useSpeed = () => useSyncExternalStore(deck.subscribe, deck.speed);

/** A player's key pressed elsewhere, on the call whose recording was played last. Returns whether it was one. */
export function pressPlayerKey(callId: string, key: string): boolean {
  const sound = deck.current();
  if (!sound?.key.startsWith(`${callId}/`)) return false;
  if (key === ' ') deck.toggle(sound);
  else if (key === 'ArrowLeft') deck.skip(sound, -SKIP_SECONDS);
  else if (key === 'ArrowRight') deck.skip(sound, SKIP_SECONDS);
  else return false;
  return true;
}
