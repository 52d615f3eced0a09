import { browserOf } from './steps/people.ts';
import { ADMIN } from './product/start-product.ts';
import { expect, test } from './test.ts';

test.use({ alone: 'statistics' }); // counts every call there is

test('5.7 a figure opens the journal filtered to its calls, as many as it says', async ({ browser, product, company }) => {
  const { cloud } = product.exchange;
  const journal = () =>
    product.api<{ items: { status: string }[] }>('GET', '/calls').then(({ items }) => items.map(({ status }) => status));
  for (const from of ['79160000001', '79160000002', '79160000003']) {
    const call = cloud.dialIn({ from, did: '442079460123' });
    await expect.poll(() => cloud.ringing(call)).toContain(company.anna.extension);
    if (from.endsWith('3')) {
      cloud.answer(call, company.anna.extension);
      await expect.poll(journal).toContain('talking');
    }
    cloud.hangUp(call);
  }
  await expect.poll(async () => (await journal()).toSorted()).toEqual(['answered', 'missed', 'missed']);

  const page = await browserOf(browser, { product, person: ADMIN, path: '/statistics?period=today&view=table' });
  const figures = page.getByRole('list', { name: 'Main figures' });
  await expect(figures.getByRole('link', { name: /^Missed: 2\./ })).toBeVisible();
  await page.getByRole('table', { name: 'By employee' }).getByRole('link', { name: company.anna.name }).click();
  await expect(page).toHaveURL(/\/calls\?.*userId=/);
  await expect(page.getByRole('banner').or(page.getByRole('main')).getByText('1 call', { exact: true })).toBeVisible();

  await page.goBack();
  await figures.getByRole('link', { name: /^Missed: 2\./ }).click();
  await expect(page).toHaveURL(/status=missed/);
  await expect(page.getByText('2 calls', { exact: true })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Calls' }).getByRole('row')).toHaveCount(3); // with the head
  await expect(page.getByRole('list', { name: 'All of these calls together' })).toContainText('2 missed');

  await page.goBack();
  await page.getByRole('table', { name: 'Calls by hour' }).getByRole('link').last().click();
  await expect(page).toHaveURL(/hour=0/);
  await page.context().close();
});
