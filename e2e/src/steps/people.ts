import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { PASSWORD, type Product } from '../product/start-product.ts';

type Person = { email: string };

/** Signs in on the sign-in page, as a person does. */
export async function signIn(page: Page, { email }: Person, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** A browser of this person's own, signed in, on the given page. */
export async function browserOf(
  browser: Browser,
  {
    product,
    person,
    path = '/calls',
    options = {},
  }: { product: Product; person: Person; path?: string; options?: BrowserContextOptions },
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signInQuietly(page, product, person);
  await page.goto(`${product.url}${path}`);
  await expect(page.getByRole('main')).toBeVisible();
  return page;
}

/** The way back from what was just done. A notice under the mouse does not go, however slow the machine is. */
export async function holdUndo(page: Page): Promise<Locator> {
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.hover();
  return undo;
}

/** Signs in without the sign-in page, which has a test of its own. */
export async function signInQuietly(page: Page, product: Product, { email }: Person): Promise<void> {
  const response = await page.request.post(`${product.url}/api/v1/session`, { data: { email, password: PASSWORD } });
  expect(response.ok(), await response.text()).toBe(true);
}
