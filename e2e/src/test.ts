import { test as base } from '@playwright/test';
import { type Company, connectCompany } from './product/connect-company.ts';
import { type Product, startProduct } from './product/start-product.ts';

type Worker = { product: Product; company: Company; alone: string };

/**
 * Tests with a product of their worker's own; whoever asks for `company` finds it connected, with two agents. A file that says
 * `test.use({ alone: 'its name' })` shares its product with no other file.
 */
export const test = base.extend<object, Worker>({
  alone: ['', { option: true, scope: 'worker' }],
  product: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from it which fixtures are needed: none
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  company: [async ({ product }, use) => use(await connectCompany(product)), { scope: 'worker', timeout: 60_000 }],
});

export { expect } from '@playwright/test';
