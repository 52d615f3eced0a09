import { destination } from 'pino';
import { readConfig } from '../config.ts';
import { DatabaseUnavailable } from '../db/database-unavailable.ts';
import { createLogger } from '../http/logging.ts';
import { VERSION } from '../version.ts';
import { type Command, type CommandContext, EXIT, UsageFault } from './command.ts';
import { commands } from './commands.ts';
import { ConfigInvalid } from './config-invalid.ts';

/** Runs one command line and leaves its exit code in `process.exitCode`; the process ends by itself when nothing is left to do. */
export async function run(argv: readonly string[]): Promise<void> {
  process.exitCode = await runCommandLine(argv, commandContext());
}

/** @returns the exit code: 0, 64 for words that make no sense, 69 without a database, 78 for a wrong configuration, else 1. */
async function runCommandLine([word, ...rest]: readonly string[], context: CommandContext): Promise<number> {
  if (word === undefined || ['help', '--help', '-h'].includes(word)) return tell(context, helpText());
  if (['version', '--version', '-v'].includes(word)) return tell(context, VERSION);
  const command = commands.find(({ name }) => name === word);
  if (!command) {
    context.complain(`There is no command "${word}". "carillon --help" lists them all.`);
    return EXIT.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) return tell(context, `carillon ${command.usage}\n\n${command.summary}`);
  try {
    if (command.usage === command.name && rest.length > 0) throw new UsageFault(`${command.name} takes no further words.`);
    return await command.run(rest, context);
  } catch (error) {
    return explain(error, command, context);
  }
}

function tell({ say }: CommandContext, text: string): number {
  say(text);
  return EXIT.ok;
}

function explain(error: unknown, { usage }: Command, { complain, log }: CommandContext): number {
  if (error instanceof ConfigInvalid) {
    for (const { name, detail } of error.faults) complain(`${name} ${detail}`);
    return EXIT.config;
  }
  if (error instanceof UsageFault) {
    complain(`${error.message}\nUsage: carillon ${usage}`);
    return EXIT.usage;
  }
  complain(error instanceof Error ? error.message : 'Something went wrong.');
  if (error instanceof DatabaseUnavailable) return EXIT.unavailable;
  log.error({ err: error }, 'The command failed');
  return EXIT.failed;
}

function helpText(): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  const lines = commands.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return [
    'Carillon, the CRM that rings.',
    '',
    'Usage: carillon COMMAND',
    '',
    ...lines,
    '',
    'Settings are environment variables; none is needed.',
  ].join('\n');
}

function commandContext(): CommandContext {
  const { env } = process;
  return {
    env,
    config: () => {
      const result = readConfig(env);
      if (!result.ok) throw new ConfigInvalid(result.faults);
      return result.config;
    },
    log: createLogger({ level: 'warn', stream: destination(2) }),
    now: () => new Date(),
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
  };
}
