import { UsageFault } from './command.ts';

/** Takes `--name VALUE` (or `--name=VALUE`) out of a command's words. */
export function takeOption(words: readonly string[], name: string): { value: string | undefined; rest: string[] } {
  const flag = `--${name}`;
  const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (at < 0) return { value: undefined, rest: [...words] };
  const word = words[at] ?? '';
  const joined = word === flag ? undefined : word.slice(flag.length + 1);
  const value = joined ?? words[at + 1];
  if (value === undefined || value === '') throw new UsageFault(`${flag} needs a value.`);
  return { value, rest: words.filter((_word, index) => index !== at && (joined !== undefined || index !== at + 1)) };
}
