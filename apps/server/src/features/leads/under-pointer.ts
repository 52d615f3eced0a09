import { AppError } from '../../errors.ts';

/** Runs what reads a part of a body; the pointers of its faults then begin with that part. */
export async function underPointer<T>(part: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.errors === undefined) throw error;
    const errors = error.errors.map(({ pointer, detail }) => ({ pointer: `${part}${pointer}`, detail }));
    throw new AppError(error.code, error.message, { cause: error, errors });
  }
}
