const KEPT = 'carillon.recording-speed';

/** How fast recordings can be played. */
export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;
export type Speed = (typeof SPEEDS)[number];
/** As much of `localStorage` as is needed. */
export type SpeedStorage = { getItem: (key: string) => string | null; setItem: (key: string, value: string) => void };

const NORMAL: Speed = 1;

/** What was chosen last in this browser; the normal speed when nothing readable is kept. */
export function keptSpeed(storage: SpeedStorage): Speed {
  try {
    const kept = Number(storage.getItem(KEPT));
    return SPEEDS.find((speed) => speed === kept) ?? NORMAL;
  } catch {
    return NORMAL; // storage is switched off
  }
}

export function keepSpeed(storage: SpeedStorage, speed: Speed): void {
  try {
    storage.setItem(KEPT, String(speed));
  } catch {
    // without storage it is the normal speed after a reload: harmless
  }
}

/** `1.25×`, with the reader's decimal sign. */
export function speedText(speed: Speed, language: string): string {
  return `${new Intl.NumberFormat(language).format(speed)}×`;
}
