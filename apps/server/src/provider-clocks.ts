import { type LookDeps, lookAtPhones } from './features/extensions/look-at-phones.ts';
import { Repeating } from './jobs/repeating.ts';

export type ProviderClocks = {
  /** Each as soon as possible: the database has become ready. */
  now: () => void;
  stop: () => Promise<void>;
};

/** What the provider is asked again and again without anybody waiting for it. */
export function openProviderClocks(deps: LookDeps & { isReady: () => boolean }): ProviderClocks {
  const { isReady, log } = deps;
  const clock = (name: string, everyMs: number, work: () => Promise<void>): Repeating =>
    new Repeating({
      name,
      everyMs,
      log,
      work: async () => {
        if (isReady()) await work();
      },
    });
  const clocks = [clock('which phones are registered', 60_000, () => lookAtPhones(deps))];
  return {
    now: () => {
      for (const each of clocks) each.now();
    },
    stop: async () => {
      await Promise.all(clocks.map((each) => each.stop()));
    },
  };
}
