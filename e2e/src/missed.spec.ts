import type { Locator, Page } from '@playwright/test';
import { connectCompany } from './product/connect-company.ts';
import { type Product, startProduct } from './product/start-product.ts';
import { browserOf, holdUndo } from './steps/people.ts';
import { popups } from './steps/popup.ts';
import { expect, test } from './test.ts';

const DID = '442079460123';
const FROM = '79165554433';

test.describe.configure({ mode: 'serial' });

test.describe('9 a client whom nobody reached', () => {
  let product: Product; // of its own: nobody else's callers wait in it
  let anna: Page;
  let boris: Page;
  const row = (page: Page): Locator => page.getByRole('main').getByRole('listitem').filter({ hasText: 'Щукин Юрий' });
  const menuItem = (page: Page): Locator => page.getByRole('navigation').getByRole('link', { name: 'Missed' });

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(120_000);
    product = await startProduct();
    const company = await connectCompany(product);
    await product.api('PATCH', '/telephony/settings', {
      features: { missedCalls: { enabled: true }, routeToResponsible: { enabled: false } },
    }); // Anna's phone rings, although the client is Boris's
    await product.api('POST', '/contacts', {
      familyName: 'Щукин',
      givenName: 'Юрий',
      phones: [{ number: `+${FROM}` }],
      responsibleId: company.boris.id,
    });
    anna = await browserOf(browser, { product, person: company.anna, path: '/missed' });
    boris = await browserOf(browser, { product, person: company.boris, path: '/missed' });
  });
  test.afterAll(async () => {
    await anna.context().close();
    await boris.context().close();
    await product.close();
  });

  test('9.4 9.8 stands on the page and is counted in the menu, without a reload', async () => {
    await expect(anna.getByText('Nobody is waiting for a call back.')).toBeVisible();
    await callInVain(product.exchange.cloud);
    await expect(row(anna)).toContainText('has just called');
    await expect(row(anna)).toContainText('+7 916 555-44-33');
    await expect(row(anna)).toContainText('Boris Orlov');
    await expect(menuItem(boris)).toContainText('1');
    await callInVain(product.exchange.cloud);
    await expect(row(anna)).toContainText('2 calls');
    await expect(row(anna)).toHaveCount(1);
    await expect(menuItem(boris)).toContainText('1');
  });

  test('9.5 whoever calls back has taken it: the others see it, and can’t take it then', async () => {
    const { cloud } = product.exchange;
    const callbacks = () => cloud.inFlight().filter(({ kind }) => kind === 'callback');
    await row(boris).getByRole('button', { name: 'Call Щукин Юрий back' }).click();
    await expect(row(boris)).toContainText('You are calling back');
    await expect(row(anna)).toContainText('Boris Orlov is calling back');
    await expect(row(anna).getByRole('button', { name: /I take/ })).toHaveCount(0);
    await expect(row(anna).getByRole('button', { name: /back$/ })).toHaveCount(0);
    await expect.poll(() => callbacks().length).toBe(1);
    for (const { id } of callbacks()) cloud.hangUp(id);
    await row(boris).getByRole('button', { name: 'Let go of Щукин Юрий' }).click();
    await expect(row(anna).getByRole('button', { name: 'I take Щукин Юрий' })).toBeVisible();
  });

  test('9.5 goes green and leaves once somebody has talked with them', async () => {
    const { cloud } = product.exchange;
    const call = cloud.dialIn({ from: FROM, did: DID });
    await expect.poll(() => cloud.ringing(call)).toContain('101');
    cloud.answer(call, '101');
    await expect(popups(anna).getByRole('timer')).toBeVisible();
    product.leap(11); // ten seconds make a talk
    const over = Date.now();
    for (const page of [anna, boris]) await page.clock.setFixedTime(over); // it stays as long as anybody looks
    cloud.hangUp(call);
    await expect(row(anna)).toContainText('Anna Petrova talked with them');
    for (const page of [anna, boris]) await page.clock.setFixedTime(over + 10_000);
    for (const page of [anna, boris]) await expect(row(page)).toHaveCount(0);
    for (const page of [anna, boris]) await page.clock.resume();
    await expect(menuItem(boris)).not.toContainText('1');
    await anna.getByText('Called back', { exact: true }).click();
    await expect(row(anna)).toContainText('Anna Petrova talked with them');
    await expect(anna).toHaveURL(/state=closed/);
    await anna.getByText('Waiting', { exact: true }).click();
  });

  test('9.10 the responsible hears from the bell who talked with their client, and opens the card from there', async () => {
    await boris.getByRole('button', { name: /^Notifications, \d+ new$/ }).click();
    const note = boris.getByRole('link', { name: /Your client Щукин Юрий called, Anna Petrova talked 0:[1-5]\d/ });
    await expect(note).toBeVisible();
    await note.click();
    await expect(boris).toHaveURL(/\/contacts\//);
    await boris.goBack();
  });

  test('9.3 one who is done leaves, and comes back when that is taken back', async () => {
    await callInVain(product.exchange.cloud);
    await row(anna).getByRole('button', { name: 'Done with Щукин Юрий' }).click();
    const undo = await holdUndo(anna);
    await expect(row(boris)).toContainText('Anna Petrova: done');
    await undo.click();
    await expect(row(boris)).toContainText('Boris Orlov');
    await expect(row(boris).getByRole('button', { name: /^Done/ })).toBeVisible();
  });
});

type Cloud = {
  dialIn: (call: { from: string; did: string }) => string;
  ringing: (call: string) => readonly unknown[];
  hangUp: (call: string) => void;
};

async function callInVain(cloud: Cloud): Promise<void> {
  const call = cloud.dialIn({ from: FROM, did: DID });
  await expect.poll(() => cloud.ringing(call).length).toBeGreaterThan(0);
  cloud.hangUp(call);
}
