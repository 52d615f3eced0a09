const EVERY_MS = 3000;
const NOTES_HZ = [659, 523];
const NOTE_SECONDS = 0.35;

/** Rings softly until the returned function is called. A browser that forbids sound before the first click stays silent. */
export function startRingSound(): () => void {
  const audio = new AudioContext();
  const chime = () => {
    NOTES_HZ.forEach((frequency, n) => {
      const from = audio.currentTime + n * NOTE_SECONDS;
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setValueAtTime(0.12, from);
      volume.gain.exponentialRampToValueAtTime(0.001, from + NOTE_SECONDS * 2);
      const tone = new OscillatorNode(audio, { frequency, type: 'sine' });
      tone.connect(volume).connect(audio.destination);
      tone.start(from);
      tone.stop(from + NOTE_SECONDS * 2);
    });
  };
  chime();
  const timer = setInterval(chime, EVERY_MS);
  return () => {
    clearInterval(timer);
    void audio.close();
  };
}
