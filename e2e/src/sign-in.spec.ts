import { type Product, startProduct, ADMIN, PASSWORD } from './product/start-product.ts';
import { signIn } from './steps/people.ts';
import { expect, test } from './test.ts';

test('a wrong password is refused in words, and what was typed stays', async ({ page, product }) => {
  await page.goto(product.url);
  await signIn(page, ADMIN, 'not this one at all');
  await expect(page.getByRole('alert')).toHaveText('Wrong e-mail or password.');
  await expect(page.getByLabel('E-mail')).toHaveValue(ADMIN.email);
});

test('11.5 the link from the provider leads to the set-up, through sign-in', async ({ page, product }) => {
  await page.goto(`${product.url}/settings/telephony?provider=zadarma`);
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, ADMIN);
  await expect(page).toHaveURL(`${product.url}/settings/telephony?provider=zadarma`);
  await expect(page.getByRole('heading', { name: 'Telephony', level: 1 })).toBeVisible();
});

test('signing out closes everything behind it', async ({ page, product }) => {
  await page.goto(product.url);
  await signIn(page, ADMIN);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.goto(`${product.url}/contacts`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('2.7 an agent sees that the connection is not for agents', async ({ page, product, company }) => {
  await page.goto(`${product.url}/settings/telephony`);
  await signIn(page, company.anna);
  await expect(
    page.getByText(/administrators? only|this page is for administrators|set up by an administrator/i).first(),
  ).toBeVisible();
});

test('2.2 an invitation lets its reader choose a password, once', async ({ page, product }) => {
  const { id } = await product.api<{ id: string }>('POST', '/users', { name: 'Clara Weiss', email: 'clara@example.com' });
  const { url } = await product.api<{ url: string }>('POST', `/users/${id}/invitation`);
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Welcome, Clara Weiss' })).toBeVisible();
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page.getByRole('button', { name: 'Account of Clara Weiss' })).toBeVisible();
  await page.goto(url);
  await expect(page.getByText('This invitation does not work')).toBeVisible();
});

test.describe('a new installation', () => {
  let fresh: Product;
  test.beforeAll(async () => {
    fresh = await startProduct({ administrator: false });
  });
  test.afterAll(() => fresh.close());

  test('2.9 opens by the one-time link, once, and by nothing else', async ({ page }) => {
    const link = fresh.server.setupUrl() ?? '';
    await page.goto(`${fresh.url}/setup?token=guessed`);
    await expect(page.getByText('This set-up link does not work')).toBeVisible();

    await page.goto(link);
    await page.getByLabel('Company').fill('Ромашка');
    await page.getByLabel('Your name').fill('Марина Щукина');
    await page.getByLabel('E-mail').fill('marina@example.com');
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create and sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Telephony', level: 1 })).toBeVisible();

    await page.context().clearCookies();
    await page.goto(link);
    await expect(page.getByText('This set-up link does not work')).toBeVisible();
  });
});
