/** Whole seconds as a clock shows them: `0:07`, `4:12`, `1:02:03`. */
export function clockOf(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const two = (part: number) => String(part).padStart(2, '0');
