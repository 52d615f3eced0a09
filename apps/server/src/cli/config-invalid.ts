import type { ConfigFault } from '../config.ts';

/** The environment is wrong; every fault is in it. Exit 78. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super('The configuration is not valid.');
    this.faults = faults;
  }
}
