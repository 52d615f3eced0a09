import type { Config } from '../config.ts';
import type { Logger } from '../http/logging.ts';

/** What a command is given besides its words. */
export type CommandContext = {
  /** The configuration. @throws {ConfigInvalid}, which ends the program with 78. */
  config: () => Config;
  env: Readonly<Record<string, string | undefined>>;
  /** Warnings, as JSON lines on stderr. */
  log: Logger;
  now: () => Date;
  /** One line on stdout, one on stderr. */
  say: (line: string) => void;
  complain: (line: string) => void;
};

/** One word of the command line. */
export type Command = {
  name: string;
  /** What follows `carillon`, such as `import contacts FILE`. */
  usage: string;
  /** One plain sentence for the list of commands. */
  summary: string;
  /** @returns the exit code. @throws {UsageFault} when the words make no sense. */
  run(words: readonly string[], context: CommandContext): Promise<number>;
};

/** sysexits.h */
export const EXIT = { ok: 0, failed: 1, usage: 64, unavailable: 69, config: 78 } as const;

/** The words after the command make no sense; `message` says which. Exit 64. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}
