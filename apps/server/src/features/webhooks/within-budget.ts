import type { Pool, PoolClient } from 'pg';
import { startPatience } from './patience.ts';

/** The database did not answer in time. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
}

const GRACE_MS = 5000;

/**
 * Runs one statement on a connection of the pool, waiting no longer than `budgetMs` for connection and answer together. Late is not
 * dead: a connection that answers within the next five seconds is used again (closing it would make an overload worse, with new
 * connections and cold plans); one that does not is closed.
 *
 * @throws {BudgetExceeded} past the budget, or what the statement throws.
 */
export async function withinBudget<T>(pool: Pool, budgetMs: number, work: (client: PoolClient) => Promise<T>): Promise<T> {
  let callOff = (): void => undefined;
  let over = false;
  const deadline = new Promise<never>((_resolve, reject) => {
    callOff = startPatience(budgetMs, () => {
      over = true;
      reject(new BudgetExceeded('The database did not answer in time'));
    });
  });
  const answer = onConnection(pool, budgetMs, { work, isOver: () => over });
  answer.catch(() => undefined); // past the deadline nobody listens
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    callOff();
  }
}

type Job<T> = { work: (client: PoolClient) => Promise<T>; isOver: () => boolean };

async function onConnection<T>(pool: Pool, budgetMs: number, { work, isOver }: Job<T>): Promise<T> {
  const client = await pool.connect();
  let released = false;
  const release = (broken: boolean): void => {
    if (released) return;
    released = true;
    clearTimeout(grace);
    client.release(broken);
  };
  const grace = setTimeout(() => release(true), budgetMs + GRACE_MS);
  try {
    if (isOver()) throw new BudgetExceeded('No connection in time');
    const result = await work(client);
    release(false);
    return result;
  } catch (error) {
    release(!(error instanceof BudgetExceeded));
    throw error;
  }
}
