const SHOWN_MAX = 1000;
const STEPS_PER_SECOND = 50;

/** Hears a sound of any length piece by piece, and keeps how loud it was in at most a thousand equal steps. */
export class PeakMeter {
  readonly #rate: number;
  #step: number;
  #peaks: number[] = [];
  #loudest = 0;
  #inStep = 0;
  #samples = 0;

  constructor(samplesPerSecond: number) {
    this.#rate = samplesPerSecond;
    this.#step = Math.max(1, Math.round(samplesPerSecond / STEPS_PER_SECOND));
  }

  /** The loudest channel counts. All of one length. */
  hear(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    for (let i = 0; i < length; i += 1) {
      for (const channel of channels) {
        const loudness = Math.abs(channel[i] ?? 0);
        if (loudness > this.#loudest) this.#loudest = loudness;
      }
      this.#inStep += 1;
      if (this.#inStep === this.#step) this.#close();
    }
    this.#samples += length;
  }

  result(): { seconds: number; peaks: number[] } {
    const rest = this.#inStep > 0 ? [this.#loudest] : [];
    const peaks = [...this.#peaks, ...rest];
    return {
      seconds: Math.round((this.#samples / this.#rate) * 1000) / 1000,
      peaks: (peaks.length > SHOWN_MAX ? inPairs(peaks) : peaks).map((peak) => Math.min(1, Math.round(peak * 100) / 100)),
    };
  }

  #close(): void {
    this.#peaks.push(this.#loudest);
    this.#loudest = 0;
    this.#inStep = 0;
    if (this.#peaks.length < SHOWN_MAX * 2) return;
    this.#peaks = inPairs(this.#peaks);
    this.#step *= 2;
  }
}

function inPairs(peaks: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(peaks.length / 2) }, (_, i) => Math.max(peaks[2 * i] ?? 0, peaks[2 * i + 1] ?? 0));
}
