/** One or two letters for a round mark: of the first two words of a name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => /^\p{L}/u.exec(word)?.[0].toLocaleUpperCase() ?? '')
    .join('');
}
