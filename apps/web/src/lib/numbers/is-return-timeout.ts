/** 7.2: 0 (rings for ever) or whole seconds from 3 to 120; the PBX documents no meaning for others. */
export const isReturnTimeout = (seconds: number): boolean =>
  Number.isInteger(seconds) && (seconds === 0 || (seconds >= 3 && seconds <= 120));
