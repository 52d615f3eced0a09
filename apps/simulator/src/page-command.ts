import { NO_FAULTS, type Faults } from './network.ts';
import type { Cloud } from './cloud.ts';

/** Does what a button of the page asks for. @throws Error with a sentence for the person at the page when it can't be done. */
export function obeyPage(cloud: Cloud, command: unknown): void {
  const text = (name: string): string => {
    const value = isRecord(command) ? command[name] : undefined;
    if (typeof value !== 'string' || value === '') throw new Error(`"${name}" is missing`);
    return value;
  };
  const extension = isRecord(command) && typeof command['extension'] === 'string' ? command['extension'] : undefined;
  switch (text('do')) {
    case 'dial-in':
      return void cloud.dialIn({ from: text('from'), did: text('to') });
    case 'text-in':
      return cloud.textIn({ from: text('from'), did: text('to'), text: text('text') });
    case 'dial':
      return void cloud.dialFrom(text('extension'), text('to'));
    case 'answer':
      return cloud.answer(text('callId'), extension);
    case 'decline':
      return cloud.decline(text('callId'), extension);
    case 'hang-up':
      return cloud.hangUp(text('callId'));
    case 'transfer':
      return cloud.transfer(text('callId'), text('to'));
    case 'press':
      return cloud.pressMenu(text('callId'), text('digits'));
    case 'set-online':
      return cloud.setOnline(text('extension'), isRecord(command) && command['online'] === true);
    case 'set-faults':
      return cloud.setFaults(readFaults(command));
    default:
      throw new Error('No such command');
  }
}

function readFaults(command: unknown): Partial<Faults> {
  const faults: Partial<Faults> = {};
  for (const name of [
    'delay',
    'repeat',
    'reorder',
    'lose',
    'wrongSignature',
  ] as const satisfies readonly (keyof typeof NO_FAULTS)[]) {
    const probability = isRecord(command) ? command[name] : undefined;
    if (typeof probability === 'number' && probability >= 0 && probability <= 1) faults[name] = probability;
  }
  return faults;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
