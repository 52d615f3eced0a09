import type { Command } from './command.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { rebuildCallsCommand } from './rebuild-calls.ts';
import { simulate } from './simulate.ts';
import { startCommand } from './start.ts';
import { tokenCommand } from './token.ts';
import { workspaceCommand } from './workspace.ts';

/** Every word that may follow `carillon`, in the order of the help text. */
export const commands: readonly Command[] = [
  startCommand,
  demo,
  migrateCommand,
  doctor,
  workspaceCommand,
  tokenCommand,
  importCommand,
  rebuildCallsCommand,
  simulate,
];
