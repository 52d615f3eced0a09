import type { Locator, Page } from '@playwright/test';
import { type Company, connectCompany } from './product/connect-company.ts';
import { ADMIN, type Product, startProduct } from './product/start-product.ts';
import { browserOf, holdUndo } from './steps/people.ts';
import { expect, test } from './test.ts';

type Settings = {
  features: { autoCreate: { inbound: { enabled: boolean } }; missedCalls: { enabled: boolean; dueMinutes: number } };
};
type List = { items: { pattern: string }[] };

test.describe.configure({ mode: 'serial' });

// A company without clients, which a worker's shared product is not for long.
let product: Product;
let company: Company;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  product = await startProduct();
  company = await connectCompany(product);
});
test.afterAll(() => product.close());

const section = (page: Page, name: string): Locator => page.getByRole('region', { name });

test('2.5 a switch says what it will do, holds at once, and is taken back by undo', async ({ browser }) => {
  const page = await browserOf(browser, { product, person: ADMIN, path: '/settings/telephony/rules' });
  const saved = async () => (await product.api<Settings>('GET', '/telephony/settings')).features.missedCalls;
  const rule = section(page, 'Missed calls');
  await expect(rule).toContainText('Nothing happens');
  await rule.getByRole('switch', { name: /^Remind somebody/ }).click();
  await expect(rule).toContainText('The call back is due within 15 minutes of working time');
  await rule.getByLabel('Call back within, minutes').fill('40');
  await rule.getByLabel('Call back within, minutes').press('Enter');
  await expect(rule).toContainText('within 40 minutes');
  const undo = await holdUndo(page);
  await expect.poll(saved).toMatchObject({ enabled: true, dueMinutes: 40 });
  await undo.click();
  await expect(rule).toContainText('within 15 minutes');
  await expect.poll(saved).toMatchObject({ enabled: true, dueMinutes: 15 });
  await page.context().close();
});

test('6.9 records of unknown callers are offered after the clients', async ({ browser }) => {
  const page = await browserOf(browser, { product, person: ADMIN, path: '/settings/telephony/rules' });
  const rule = section(page, 'New clients from calls');
  await expect(section(page, 'Recommended').getByRole('listitem').filter({ hasText: 'New clients' })).toContainText('waits');
  await rule.getByRole('switch', { name: /^Create a record when an unknown number calls/ }).click();
  await expect(rule.getByRole('alert')).toContainText('Bring your clients in first');
  const inbound = async () => (await product.api<Settings>('GET', '/telephony/settings')).features.autoCreate.inbound;
  expect(await inbound()).toMatchObject({ enabled: false });
  await rule.getByRole('button', { name: 'Switch it on all the same' }).click();
  await expect(rule).toContainText('a lead with this number is created');
  await expect.poll(inbound).toMatchObject({ enabled: true });
  await page.context().close();
});

test('10.1 a pasted list is told line by line', async ({ browser }) => {
  const page = await browserOf(browser, { product, person: ADMIN, path: '/settings/telephony/blacklist' });
  await page.getByRole('button', { name: 'Paste many' }).click();
  await page.getByLabel('Numbers and beginnings').fill('+44703*\n8 916 765-43-21\nPetrov');
  await page.getByRole('button', { name: 'Add 3 lines' }).click();
  const report = page.getByRole('list', { name: 'What became of each line' }).getByRole('listitem');
  await expect(report).toHaveCount(3);
  await expect(report.nth(1)).toContainText('+79167654321');
  await expect(report.nth(2)).toContainText('neither a telephone number');
  await expect(page.getByLabel('Numbers and beginnings')).toHaveValue('Petrov');
  const { items } = await product.api<List>('GET', '/blacklist');
  expect(items.map(({ pattern }) => pattern)).toEqual(expect.arrayContaining(['+44703*', '+79167654321']));
  await page.context().close();
});

test('10.8 a caller is no client with one click, and one again by undo', async ({ browser }) => {
  const { cloud } = product.exchange;
  const call = cloud.dialIn({ from: '79175556677', did: '442079460123' });
  await expect.poll(() => cloud.ringing(call).length).toBeGreaterThan(0);
  cloud.hangUp(call);
  const page = await browserOf(browser, { product, person: ADMIN });
  const excepted = async () => (await product.api<List>('GET', '/exceptions')).items.map(({ pattern }) => pattern);
  await page.getByRole('button', { name: 'More about +7 917 555-66-77' }).first().click();
  await page.getByRole('menuitem', { name: 'Not a client' }).click();
  const undo = await holdUndo(page);
  await expect.poll(excepted).toEqual(['+79175556677']);
  await undo.click();
  await expect.poll(excepted).toEqual([]);
  await page.context().close();
});

test('7.6 whoever leaves says so in the top bar, with a deputy', async ({ browser }) => {
  const { anna, boris } = company;
  const page = await browserOf(browser, { product, person: anna });
  const state = page.getByRole('button', { name: /^My state:/ });
  await expect(state).toHaveAccessibleName('My state: Available');
  await state.click();
  await page.getByRole('button', { name: 'Till tomorrow' }).click();
  await page.getByRole('combobox', { name: 'Deputy' }).click();
  await page.getByRole('option', { name: boris.name }).click();
  await page.getByRole('button', { name: 'I’m away' }).click();
  const undo = await holdUndo(page);
  await expect(state).toHaveAccessibleName(/Away until/);
  await expect
    .poll(() => product.api('GET', `/users/${anna.id}`))
    .toMatchObject({ absence: { deputyId: boris.id, until: expect.any(String) } });
  await undo.click();
  await expect(state).toHaveAccessibleName('My state: Available');
  await expect.poll(() => product.api('GET', `/users/${anna.id}`)).toMatchObject({ absence: null });
  await page.context().close();
});
