import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { forgivingPool } from '../src/jobs/forgiving-pool.ts';
import { testDatabase } from './support/database.ts';

test('F5 a connection that the job queue gives back twice takes nobody down', async () => {
  const database = await testDatabase();
  const pool = forgivingPool(database.pool);
  await new Promise<void>((resolve, reject) => {
    pool.connect((error, _client, release) => {
      if (error) return reject(error);
      release();
      release();
      resolve();
    });
  });
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await database.drop();
});

test('F5 a job that outlives the pool says so to nobody: there is nobody left who would listen', async () => {
  const database = await testDatabase();
  const pool = forgivingPool(database.pool);
  await database.drop();
  let answered = false;
  const told = (): void => void (answered = true);
  void pool.connect().then(told, told);
  await turn();
  expect(answered).toBe(false);
  await expect(database.pool.connect()).rejects.toThrow('after calling end'); // who else asks is told
});
