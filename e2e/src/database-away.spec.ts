import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN, type Product, startProduct } from './product/start-product.ts';
import { browserOf } from './steps/people.ts';
import { expect, test } from './test.ts';

/** The database server's processes: stopped, they hang like an overloaded machine; a kill -9 of one is followed by a restart. */
function databaseProcesses({ dataDir }: Product): number[] {
  const [postmaster = ''] = readFileSync(join(dataDir, 'db', 'postmaster.pid'), 'utf8').split('\n');
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', postmaster], { encoding: 'utf8' });
  return [postmaster, ...children.split('\n')].map(Number).filter((pid) => pid > 0);
}

test.describe('while the database is away', () => {
  let product: Product;
  test.beforeAll(async () => {
    product = await startProduct();
  });
  test.afterAll(() => product.close());

  test('F5 the pages say so and what is kept, and recover by themselves', async ({ browser }) => {
    test.setTimeout(120_000);
    await product.api('POST', '/contacts', { familyName: 'Оставшийся', phones: [{ number: '+79170000009' }] });
    const page = await browserOf(browser, { product, person: ADMIN, path: '/contacts' });
    await page.clock.install();
    await page.reload();
    await expect(page.getByRole('row').filter({ hasText: 'Оставшийся' })).toBeVisible();

    const banner = page.getByRole('status').filter({ hasText: 'The database is away' });
    /** How many banners there are once the page has looked again, as it does every quarter of a minute. */
    const banners = async (): Promise<number> => {
      await page.clock.fastForward(15_000);
      return banner.count();
    };
    const stopped = databaseProcesses(product);
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    try {
      await expect.poll(() => product.server.database.state(), { timeout: 40_000 }).toBe('away');
      await expect.poll(banners, { timeout: 40_000 }).toBe(1);
      await expect(page.getByRole('row').filter({ hasText: 'Оставшийся' })).toBeVisible();
    } finally {
      for (const pid of stopped) process.kill(pid, 'SIGCONT');
    }
    await expect.poll(banners, { timeout: 40_000 }).toBe(0);
    await page.getByRole('searchbox').fill('оставш');
    await expect(page.getByRole('row').filter({ hasText: 'Оставшийся' })).toBeVisible();
    await page.context().close();
  });
});
