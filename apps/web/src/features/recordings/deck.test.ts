import { expect, test } from 'vitest';
import { Deck, type Sound } from './deck.ts';

/** As much of a browser's audio element as can be heard: the browser itself is tried in the browser test. */
class Loudspeaker extends EventTarget {
  src = '';
  preload = '';
  paused = true;
  seeking = false;
  currentTime = 0;
  duration = Number.NaN;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  refuses: Error | undefined;

  play(): Promise<void> {
    if (this.refuses) return Promise.reject(this.refuses);
    this.paused = false;
    this.happen('playing');
    return Promise.resolve();
  }
  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.happen('pause');
  }
  reach(seconds: number): void {
    this.currentTime = seconds;
    this.happen('timeupdate');
  }
  happen(event: string): void {
    this.dispatchEvent(new Event(event));
  }
}

const first: Sound = { key: 'a/1', url: '/a', seconds: 60 };
const second: Sound = { key: 'b/1', url: '/b', seconds: 30 };

function office() {
  const audio = new Loudspeaker();
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const made = () => new Deck(() => audio, storage);
  return { audio, made, deck: made() };
}

test('5.5 one plays at a time: beginning another pauses the first, which remembers where it stood', () => {
  const { audio, deck } = office();
  deck.toggle(first);
  audio.reach(12);
  deck.toggle(second);
  expect(deck.playbackOf(first.key)).toMatchObject({ state: 'paused', at: 12 });
  expect(deck.playbackOf(second.key)).toMatchObject({ state: 'playing', at: 0 });
  expect(audio.src).toBe('/b');
  deck.toggle(first);
  expect(audio).toMatchObject({ src: '/a', currentTime: 12, paused: false });
  expect(deck.playbackOf(second.key).state).toBe('paused');
});

test('5.5 a late "paused" of the one before does not stop the one that plays', () => {
  const { audio, deck } = office();
  deck.toggle(first);
  deck.toggle(second);
  audio.happen('pause');
  expect(deck.playbackOf(second.key).state).toBe('playing');
});

test('5.5 nothing is fetched before somebody wants to hear it, and seeking before the first sound is kept', () => {
  const { audio, deck } = office();
  deck.seek(first, 40);
  expect(audio.src).toBe('');
  expect(deck.playbackOf(first.key)).toMatchObject({ state: 'paused', at: 40 });
  deck.toggle(first);
  expect(audio.currentTime).toBe(40);
});

test('5.5 seeking stays within the recording', () => {
  const { deck } = office();
  deck.toggle(second);
  deck.seek(second, 99);
  expect(deck.playbackOf(second.key).at).toBe(30);
  deck.skip(second, -99);
  expect(deck.playbackOf(second.key).at).toBe(0);
});

test('5.5 one that has been heard to its end begins anew', () => {
  const { audio, deck } = office();
  deck.toggle(second);
  audio.reach(30);
  audio.paused = true;
  audio.happen('ended');
  expect(deck.playbackOf(second.key).state).toBe('paused');
  deck.toggle(second);
  expect(audio.currentTime).toBe(0);
});

test('5.5 the speed holds for all recordings, also for a new page', () => {
  const { audio, deck, made } = office();
  deck.toggle(first);
  deck.setSpeed(1.5);
  expect(audio.playbackRate).toBe(1.5);
  deck.toggle(second);
  expect(audio).toMatchObject({ playbackRate: 1.5, defaultPlaybackRate: 1.5 });
  expect(made().speed()).toBe(1.5);
});

test('5.5 what can’t be played says so, and is fetched again when asked', async () => {
  const { audio, deck } = office();
  audio.refuses = new DOMException('no such file', 'NotSupportedError');
  deck.toggle(first);
  await expect.poll(() => deck.playbackOf(first.key).state).toBe('failed');
  audio.refuses = undefined;
  audio.src = '';
  deck.toggle(first);
  expect(audio.src).toBe('/a');
  expect(deck.playbackOf(first.key).state).toBe('playing');
});

test('5.5 a browser that wants a click first leaves it paused, not failed', async () => {
  const { audio, deck } = office();
  audio.refuses = new DOMException('no gesture', 'NotAllowedError');
  deck.toggle(first);
  await expect.poll(() => deck.playbackOf(first.key).state).toBe('paused');
});

test('5.5 it falls silent when its last player leaves the page, not when one of two does', async () => {
  const { audio, deck } = office();
  const leaveRow = deck.show(first.key);
  const leaveDrawer = deck.show(first.key);
  deck.toggle(first);
  leaveDrawer();
  await Promise.resolve();
  expect(audio.paused).toBe(false);
  leaveRow();
  await Promise.resolve();
  expect(audio.paused).toBe(true);
});
