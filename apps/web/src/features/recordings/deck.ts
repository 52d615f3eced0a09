import { type Speed, type SpeedStorage, keepSpeed, keptSpeed } from './speed.ts';

/** A recording that can be heard: what tells it from all others, where it comes from, and its length as far as it is known. */
export type Sound = { key: string; url: string; seconds: number | null };
/** `idle` = never touched on this page. */
export type Playback = { state: 'idle' | 'waiting' | 'playing' | 'paused' | 'failed'; at: number; seconds: number | null };

/** As much of an audio element as is needed. */
type Loudspeaker = {
  src: string;
  preload: string;
  readonly paused: boolean;
  readonly seeking: boolean;
  currentTime: number;
  readonly duration: number;
  playbackRate: number;
  defaultPlaybackRate: number;
  play: () => Promise<void>;
  pause: () => void;
  addEventListener: (event: string, listener: () => void) => void;
};

const IDLE: Playback = { state: 'idle', at: 0, seconds: null };
const AGAIN_WITHIN_SECONDS = 0.25; // at the very end "play" begins anew

/** The one loudspeaker of the page: whatever begins to play here silences what played before. Each recording remembers where it stood. */
export class Deck {
  private readonly makeAudio: () => Loudspeaker;
  private readonly storage: SpeedStorage;
  private readonly listeners = new Set<() => void>();
  private readonly playbacks = new Map<string, Playback>();
  private readonly shown = new Map<string, number>();
  private made: Loudspeaker | undefined;
  private sound: Sound | undefined;
  private chosenSpeed: Speed;

  /** @param makeAudio - called at the first sound, so that a page nobody listens on has no audio element. */
  constructor(makeAudio: () => Loudspeaker, storage: SpeedStorage) {
    this.makeAudio = makeAudio;
    this.storage = storage;
    this.chosenSpeed = keptSpeed(storage);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly playbackOf = (key: string): Playback => this.playbacks.get(key) ?? IDLE;

  /** What was played last. */
  readonly current = (): Sound | undefined => this.sound;

  readonly speed = (): Speed => this.chosenSpeed;

  /** Where the recording is at this very moment; `playbackOf` is told four times a second only. */
  readonly positionOf = (key: string): number =>
    this.sound?.key === key && this.made && !this.made.seeking ? this.made.currentTime : this.playbackOf(key).at;

  /** Plays the recording, or pauses it when it plays. */
  toggle(sound: Sound): void {
    const { state } = this.playbackOf(sound.key);
    if (state === 'playing' || state === 'waiting') this.audio().pause();
    else this.play(sound);
  }

  /** Goes to a second of it, playing on when it plays. */
  seek(sound: Sound, seconds: number): void {
    const { state, seconds: known } = this.playbackOf(sound.key);
    const end = known ?? sound.seconds ?? seconds;
    const at = Math.max(0, Math.min(end, seconds));
    if (this.sound?.key === sound.key) this.audio().currentTime = at;
    this.tell(sound.key, { at, state: state === 'idle' ? 'paused' : state, seconds: known ?? sound.seconds });
  }

  /** Goes some seconds on, or back. */
  skip(sound: Sound, seconds: number): void {
    this.seek(sound, this.positionOf(sound.key) + seconds);
  }

  setSpeed(speed: Speed): void {
    this.chosenSpeed = speed;
    keepSpeed(this.storage, speed);
    if (this.made) this.applySpeed(this.made);
    for (const listener of this.listeners) listener();
  }

  /** Says that a player of this recording is on the page. When the last one has gone nobody could stop it, so it stops. */
  show(key: string): () => void {
    this.shown.set(key, (this.shown.get(key) ?? 0) + 1);
    return () => {
      this.shown.set(key, (this.shown.get(key) ?? 1) - 1);
      queueMicrotask(() => this.shown.get(key) === 0 && this.sound?.key === key && this.made?.pause()); // a moved player is there again by then
    };
  }

  private play(sound: Sound): void {
    const audio = this.audio();
    const { at, state, seconds } = this.playbackOf(sound.key);
    const end = seconds ?? sound.seconds;
    const from = end !== null && at >= end - AGAIN_WITHIN_SECONDS ? 0 : at;
    if (this.sound?.key !== sound.key || state === 'failed') this.load(audio, sound);
    if (audio.currentTime !== from) audio.currentTime = from;
    this.tell(sound.key, { state: 'waiting', at: from, seconds: end });
    audio.play().catch((error: unknown) => {
      if (this.sound?.key !== sound.key || nameOf(error) === 'AbortError') return; // paused, or another one, before it began
      this.tell(sound.key, { state: nameOf(error) === 'NotAllowedError' ? 'paused' : 'failed' }); // a browser that wants a click first
    });
  }

  private load(audio: Loudspeaker, sound: Sound): void {
    audio.pause();
    if (this.sound) this.tell(this.sound.key, { state: 'paused' });
    this.sound = sound;
    audio.src = sound.url;
    this.applySpeed(audio);
  }

  private applySpeed(audio: Loudspeaker): void {
    audio.defaultPlaybackRate = this.chosenSpeed; // what a new source begins with
    audio.playbackRate = this.chosenSpeed;
  }

  private audio(): Loudspeaker {
    if (this.made) return this.made;
    const audio = this.makeAudio();
    audio.preload = 'metadata';
    const on = (event: string, change: () => Partial<Playback>) =>
      audio.addEventListener(event, () => this.sound && this.tell(this.sound.key, change()));
    on('playing', () => ({ state: 'playing', seconds: lengthOf(audio, this.sound) }));
    on('waiting', () => ({ state: 'waiting' }));
    on('timeupdate', () => ({ at: audio.currentTime }));
    on('seeked', () => ({ at: audio.currentTime }));
    on('durationchange', () => ({ seconds: lengthOf(audio, this.sound) }));
    on('pause', () => (audio.paused ? { state: 'paused' } : {})); // else it is of the sound before
    on('ended', () => ({ state: 'paused', at: audio.currentTime }));
    on('error', () => ({ state: 'failed' }));
    this.made = audio;
    return audio;
  }

  private tell(key: string, change: Partial<Playback>): void {
    this.playbacks.set(key, { ...this.playbackOf(key), ...change });
    for (const listener of this.listeners) listener();
  }
}

/** What the browser has found out goes first: it is what seeking is measured by. */
const lengthOf = (audio: Loudspeaker, sound: Sound | undefined): number | null =>
  Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : (sound?.seconds ?? null);

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
