const EVERY_MS = 3000;
const NOTES_HZ = [659, 523];
const NOTE_SECONDS = 0.35;

/** Rings softly until the returned function is called. A browser that forbids sound before the first click stays silent. */
export function startRingSound(): () => void {
  const audio = new AudioContext();
  chime(audio, NOTES_HZ);
  const timer = setInterval(() => chime(audio, NOTES_HZ), EVERY_MS);
  return () => {
    clearInterval(timer);
    void audio.close();
  };
}

/** One soft sign that somebody has answered. */
export function playAnswerSound(): void {
  const audio = new AudioContext();
  chime(audio, NOTES_HZ.toReversed());
  setTimeout(() => void audio.close(), NOTE_SECONDS * (NOTES_HZ.length + 1) * 1000);
}

function chime(audio: AudioContext, notes: readonly number[]): void {
  notes.forEach((frequency, n) => {
    const from = audio.currentTime + n * NOTE_SECONDS;
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0.12, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + NOTE_SECONDS * 2);
    const tone = new OscillatorNode(audio, { frequency, type: 'sine' });
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + NOTE_SECONDS * 2);
  });
}
