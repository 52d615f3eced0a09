import type { Pool, PoolClient } from 'pg';

/** The database did not answer in time. */
class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
}

/**
 * Runs one statement on a connection of the pool, waiting no longer than `budgetMs` for connection and answer together. A
 * connection that was too slow is closed, not returned: its late answer must not meet the next question.
 *
 * @throws {BudgetExceeded} past the budget, or what the statement throws.
 */
export function withinBudget<T>(pool: Pool, budgetMs: number, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let client: PoolClient | undefined;
    let over = false;
    const finish = (settle: () => void, broken: boolean): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      client?.release(broken);
      settle();
    };
    const fail = (error: unknown): void => finish(() => reject(error instanceof Error ? error : new Error(String(error))), true);
    const timer = setTimeout(() => fail(new BudgetExceeded('The database did not answer in time')), budgetMs);
    pool
      .connect()
      .then(async (connected) => {
        if (over) return connected.release(); // it came too late for us, and is fine for the next
        client = connected;
        const result = await work(connected);
        return finish(() => resolve(result), false);
      })
      .catch(fail);
  });
}
