import type { Installation } from './installation.ts';

const LOOK_EVERY_MS = 200;
export type JobSeen = { state: unknown; done: number; result: Record<string, unknown> };

/** Looks at a job until it has ended. @throws when it has ended otherwise than well. */
export async function waitForJob({ ask }: Installation, id: unknown, seen: () => void = () => undefined): Promise<JobSeen> {
  for (;;) {
    const { state, done, result, errors } = await ask(`GET /jobs/${String(id)}`);
    seen();
    if (state === 'done') return { state, done: Number(done), result: (result ?? {}) as JobSeen['result'] }; // an object, by the contract
    if (state === 'failed' || state === 'cancelled') throw new Error(`the job ended as ${state}: ${JSON.stringify(errors)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
