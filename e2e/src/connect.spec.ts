import type { Locator, Page } from '@playwright/test';
import { ADMIN, PASSWORD, type Product, startProduct } from './product/start-product.ts';
import { browserOf } from './steps/people.ts';
import { expect, test } from './test.ts';

test.describe.configure({ mode: 'serial' });

test.describe('a stranger with a key pair', () => {
  let product: Product;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    product = await startProduct();
    await product.api('POST', '/users', { name: 'Anna Petrova', email: 'anna@example.com', password: PASSWORD });
    page = await browserOf(browser, { product, person: ADMIN, path: '/settings/telephony' });
  });
  test.afterAll(async () => {
    await page.context().close();
    await product.close();
  });

  /** The line of the checklist, opened. */
  async function step(name: string): Promise<Locator> {
    const control = page.getByRole('button', { name: new RegExp(`^${name} `) });
    await expect(control).toBeVisible();
    if ((await control.getAttribute('aria-expanded')) === 'false') await control.click();
    return page.getByRole('region', { name: new RegExp(`^${name} `) });
  }

  test('2.1 keys that the provider refuses are told so, and nothing is saved', async () => {
    const keys = await step('Keys');
    await keys.getByLabel('Key', { exact: true }).fill(product.exchange.key);
    await keys.getByLabel('Secret').fill('0123456789abcdef0123');
    await keys.getByRole('button', { name: 'Check and save' }).click();
    await expect(keys.getByRole('alert')).toContainText('The provider refuses these keys');
    await expect(keys.getByRole('alert')).toContainText('Nothing has been saved.');
    expect(await product.api('GET', '/telephony/settings')).toMatchObject({ connected: false, secretSet: false, apiKey: null });
  });

  test('2.1 the right ones connect, and the secret never comes back', async () => {
    const keys = await step('Keys');
    await keys.getByLabel('Secret').fill(product.exchange.secret);
    await keys.getByRole('button', { name: 'Check and save' }).click();
    await expect(page.getByRole('button', { name: /^Keys .*Verified$/ })).toBeVisible();
    await expect((await step('Keys')).getByLabel('Secret')).toHaveValue('');
    expect(JSON.stringify(await product.api('GET', '/telephony/settings'))).not.toContain(product.exchange.secret);
  });

  test('2.2 the extensions are there to be given out', async () => {
    const extensions = await step('Extensions');
    await extensions.getByRole('button', { name: 'Read from the PBX again' }).click();
    const menu = extensions.getByLabel('Extension of Anna Petrova');
    await expect(menu.getByRole('option')).toHaveCount(5);
    await menu.selectOption('101');
    await expect(extensions.getByText(/Free:/)).not.toContainText('101');
    const annas = expect.objectContaining({ extension: '101', user: expect.objectContaining({ name: 'Anna Petrova' }) });
    expect(await product.api('GET', '/telephony/extensions')).toMatchObject({ items: expect.arrayContaining([annas]) });
  });

  test('1.5 one button registers the address and the six flags', async () => {
    const notifications = await step('Notifications');
    await notifications.getByRole('button', { name: 'Connect notifications' }).click();
    await expect(notifications.getByText('The provider reports to our address.')).toBeVisible();
    for (const flag of ['START', 'INTERNAL', 'ANSWER', 'END', 'OUT_START', 'OUT_END']) {
      await expect(notifications.getByRole('listitem').filter({ hasText: new RegExp(`NOTIFY_${flag}on`) })).toBeVisible();
    }
    expect(product.exchange.cloud.settings.callUrl).toBe(`${product.url}/zadarma`);
  });

  test('2.5 the three features are switched on, the redirect with its warning', async () => {
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await page.getByRole('switch', { name: /straight to their responsible/ }).click();
    await expect(page.getByText(/skips your greeting/)).toBeVisible();
    await page.getByRole('button', { name: 'I see: switch it on' }).click();
    await page.getByRole('switch', { name: /name on the ringing phone/ }).click();
    await page.getByRole('switch', { name: /numbers on the blacklist/ }).click();
    await expect
      .poll(() => product.api('GET', '/telephony/settings'))
      .toMatchObject({
        features: { routeToResponsible: { enabled: true }, callerName: { enabled: true }, blacklist: { enabled: true } },
      });
  });

  test('10.1 a number goes onto the blacklist', async () => {
    await page.getByRole('link', { name: 'Blacklist', exact: true }).click();
    await page.getByLabel('Number or beginning').fill('+44701*');
    await page.getByRole('button', { name: 'Add to the blacklist' }).click();
    await expect(page.getByRole('main')).toContainText('+44701*');
  });

  test('7.9 what would happen is told step by step', async () => {
    const { items } = await product.api<{ items: { id: string; name: string }[] }>('GET', '/users');
    const anna = items.find(({ name }) => name === 'Anna Petrova');
    await product.api('POST', '/contacts', {
      familyName: 'Щукин',
      givenName: 'Юрий',
      phones: [{ number: '+79161234567' }],
      responsibleId: anna?.id,
    });
    await page.getByRole('link', { name: 'What would happen' }).click();
    await page.getByLabel('Who calls').fill('8 916 123-45-67');
    await page.getByRole('button', { name: 'Decide' }).click();
    await expect(page.getByText('Sent to Anna Petrova, responsible for this client')).toBeVisible();
    const steps = page.getByRole('main').getByRole('listitem');
    await expect(steps.filter({ hasText: /^Redirect/ })).toContainText('To extension 101, back after 15 s');
    await expect(steps.filter({ hasText: 'Name on the phone' })).toContainText('Shchukin Yury');

    await page.getByLabel('Who calls').fill('+447011234567');
    await page.getByRole('button', { name: 'Decide' }).click();
    await expect(page.getByText('Refused: the number is blacklisted')).toBeVisible();
  });

  test('11.4 the list of events shows what came and what we answered', async () => {
    const { cloud } = product.exchange;
    const call = cloud.dialIn({ from: '79161234567', did: '442079460123' });
    await expect.poll(() => cloud.ringing(call)).toEqual(['101']);
    cloud.hangUp(call);
    await page.getByRole('link', { name: 'Events' }).click();
    const start = page.getByRole('listitem').filter({ hasText: 'NOTIFY_START' });
    await expect(start).toContainText('"redirect":"101"');
    await expect(start).toContainText('"caller_name":"Shchukin Yury"');
    await expect(page.getByRole('listitem').filter({ hasText: 'NOTIFY_END' })).toContainText('accepted');
    await expect(page.getByRole('main')).not.toContainText(product.exchange.secret);
  });

  test('11.2 the checklist is green where something was verified', async () => {
    await page.getByRole('link', { name: 'Set-up' }).click();
    await page.getByRole('button', { name: 'Check again' }).click();
    for (const name of ['Keys', 'Notifications', 'Extensions', 'Clients']) {
      await expect(page.getByRole('button', { name: new RegExp(`^${name} .*Verified$`) })).toBeVisible();
    }
  });
});
