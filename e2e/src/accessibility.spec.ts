import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ADMIN, type Product } from './product/start-product.ts';
import { browserOf } from './steps/people.ts';
import { pagesOf } from './steps/pages.ts';
import { foldedPopups, popups } from './steps/popup.ts';
import { expect, test } from './test.ts';

test.describe.configure({ mode: 'parallel' }); // each test fills the product of its worker for itself

type Look = { colorScheme: 'light' | 'dark'; width: number };
/** Each page is opened once a language and looked at in both ways: together all colours, languages and widths. */
const LANGUAGES: { locale: string; looks: Look[] }[] = [
  {
    locale: 'en-GB',
    looks: [
      { colorScheme: 'light', width: 1280 },
      { colorScheme: 'dark', width: 360 },
    ],
  },
  {
    locale: 'ru-RU',
    looks: [
      { colorScheme: 'dark', width: 1280 },
      { colorScheme: 'light', width: 360 },
    ],
  },
];
const HEIGHT = 800;

/** Records that fill the pages, and a finished call. */
async function fill({ api, exchange }: Product): Promise<Parameters<typeof pagesOf>[0]> {
  const suffix = String(Date.now()).slice(-6);
  const company = await api<{ id: string }>('POST', '/companies', { name: `Ромашка ${suffix}`, legalForm: 'ООО' });
  const contact = await api<{ id: string }>('POST', '/contacts', {
    familyName: 'Константинопольская-Преображенская',
    givenName: 'Александра',
    patronymic: 'Вячеславовна',
    phones: [{ number: `+7917${suffix}7`, label: 'мобильный' }],
    emails: ['a.very.long.address.of.a.client@subdomain.example.com'],
    tags: ['VIP', 'опт'],
    companyId: company.id,
  });
  const work = { contactId: contact.id, companyId: company.id };
  const lead = await api<{ id: string }>('POST', '/leads', {
    name: `Хлопотливый ${suffix}`,
    source: 'Сайт',
    responsibleId: null,
  });
  const deal = await api<{ id: string }>('POST', '/deals', { title: 'Окна на веранду', amount: '1500000.50', ...work });
  const about = { type: 'contact', id: contact.id };
  const dueAt = '2026-03-14T10:00:00.000Z';
  const task = await api<{ id: string }>('POST', '/tasks', { title: 'Отправить счёт', kind: 'call', dueAt, about });
  await api('POST', '/notes', { about, text: 'Звонить после обеда' });
  await api('PATCH', '/telephony/settings', { features: { missedCalls: { enabled: true } } }); // the call below fills "Missed", too
  const pbxCallId = exchange.cloud.dialIn({ from: `7917${suffix}7`, did: '442079460123' });
  await expect.poll(() => exchange.cloud.ringing(pbxCallId).length).toBeGreaterThan(0);
  exchange.cloud.hangUp(pbxCallId);
  const list = () => api<{ items: { id: string; pbxCallId: string; status: string }[] }>('GET', '/calls');
  await expect.poll(async () => (await list()).items.find((call) => call.pbxCallId === pbxCallId)?.status).toBe('missed');
  const call = (await list()).items.find((each) => each.pbxCallId === pbxCallId);
  return { ...work, leadId: lead.id, dealId: deal.id, taskId: task.id, callId: call?.id ?? '' };
}

/** Runs in the page: waits until it is drawn in these colours and every animation that ends has ended. */
async function untilStill(colorScheme: string): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const { dataset } = document.documentElement;
  do await frame();
  while ((dataset['mantineColorScheme'] ?? colorScheme) !== colorScheme);
  await frame(); // what fades from one colour to the other has begun by now
  const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((each) => each.finished));
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true) // no frames here, so none of its detours
    .options({ resultTypes: ['violations'] }) // nor a list of all that is right
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** Nothing for axe to find and nothing to scroll sideways, in each look; ends with the first look. */
async function expectGoodLooks(page: Page, looks: readonly Look[], where: string): Promise<void> {
  for (const { colorScheme, width } of looks.toReversed()) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: HEIGHT });
    await page.evaluate(untilStill, colorScheme); // text that is still fading in has no contrast yet
    let told = await faultsOf(page);
    if (told.length > 0) {
      await page.waitForTimeout(1000); // what is wrong stays wrong; what was still on its way to a colour has arrived
      told = await faultsOf(page);
    }
    expect.soft(told, `${where}, ${colorScheme}, ${width} px`).toEqual([]);
    const { wide, seen } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      seen: document.documentElement.clientWidth,
    }));
    expect.soft(wide, `${where} is wider than ${width} px`).toBeLessThanOrEqual(seen);
  }
}

for (const { locale, looks } of LANGUAGES) {
  const options = { locale, viewport: { width: 1280, height: HEIGHT } };

  test(`every page is accessible and fits, light and dark, wide and narrow: ${locale}`, async ({ browser, product, company }) => {
    test.setTimeout(300_000); // some thirty pages on a slow machine
    expect(company.anna.extension).toBe('101'); // connected, so that the settings show everything
    const ids = await fill(product);
    const page = await browserOf(browser, { product, person: ADMIN, options });
    for (const path of pagesOf(ids)) {
      await page.goto(`${product.url}${path}`);
      await expect(page.locator('h1').first()).toBeVisible();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await expectGoodLooks(page, looks, path);
    }
    await page.context().close();

    const stranger = await (await browser.newContext(options)).newPage();
    for (const path of ['/sign-in', '/setup?token=wrong', '/invitation?token=wrong']) {
      await stranger.goto(`${product.url}${path}`);
      await expect(stranger.locator('h1').first()).toBeVisible();
      await expectGoodLooks(stranger, looks, path);
    }
    await stranger.goto(product.exchange.url);
    await expect(stranger.getByRole('region', { name: /101/ })).toBeVisible();
    await expectGoodLooks(stranger, looks, 'the exchange page');
    await stranger.context().close();
  });

  test(`4.12 the pop-up is accessible and fits, light and dark, wide and narrow: ${locale}`, async ({
    browser,
    product,
    company,
  }) => {
    test.setTimeout(120_000);
    const page = await browserOf(browser, { product, person: company.anna, options });
    const { cloud } = product.exchange;
    const call = cloud.dialIn({ from: '79038887766', did: '442079460123' });
    await expect(popups(page)).toBeVisible();
    await expectGoodLooks(page, looks, 'ringing');
    await popups(page)
      .getByRole('button', { name: /^(Deal|Сделка)$/ })
      .click();
    await expect(popups(page).getByRole('form')).toBeVisible();
    await expectGoodLooks(page, looks, 'a form in the pop-up');
    await page.keyboard.press('Escape');
    cloud.answer(call, '101');
    await expect(popups(page).getByRole('timer')).toBeVisible();
    await popups(page)
      .getByRole('group', { name: /^(Result of the call|Результат звонка)$/ })
      .getByRole('button')
      .first()
      .click();
    await expect(popups(page).getByRole('button', { pressed: true })).toBeVisible();
    await expectGoodLooks(page, looks, 'talking');
    await popups(page).getByRole('button', { pressed: true }).click();
    product.leap(10); // enough of a talk to be asked for its result
    cloud.hangUp(call);
    await expect(foldedPopups(page)).toBeVisible();
    await expect(popups(page)).toHaveCount(0);
    await expectGoodLooks(page, looks, 'the result of a talk');
    await page.context().close();
  });
}

test('pages that are still waiting for their data are accessible, too', async ({ browser, product, company }) => {
  expect(company.anna.extension).toBe('101');
  test.setTimeout(120_000);
  const nobody = '01a20000-0000-7000-8000-000000000000';
  const paths = [`/contacts/${nobody}`, `/deals/${nobody}`, '/deals', `/tasks?task=${nobody}`];
  const page = await browserOf(browser, { product, person: ADMIN });
  await page.route(/\/api\/v1\/(?!session|live|notifications)/, () => undefined); // never answered
  for (const path of [...paths, '/settings/telephony/rules']) {
    await page.goto(`${product.url}${path}`);
    await expect(page.locator('main')).toBeVisible();
    await expectGoodLooks(page, [{ colorScheme: 'light', width: 1280 }], `waiting ${path}`);
  }
  await page.context().close();
});

test('the main pages are walked with the keyboard alone', async ({ browser, product, company }) => {
  expect(company.anna.extension).toBe('101'); // connected, so that there is a call to walk to
  const ids = await fill(product);
  const page = await browserOf(browser, { product, person: ADMIN });
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press('g', 'p');
  await expect(page.getByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible();
  const contacts = page.getByRole('grid', { name: 'Contacts' });
  await expect(contacts).toHaveAttribute('aria-busy', 'false'); // a row that isn't there yet can't be opened
  await contacts.focus();
  await press('ArrowDown', 'Enter');
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
  await press('g', 'o');
  await expect(page.getByRole('heading', { name: 'Companies', level: 1 })).toBeVisible();
  await press('g', 'c');
  await expect(page.getByRole('heading', { name: 'Calls', level: 1 })).toBeVisible();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'false');
  await page.getByRole('grid').focus();
  await press('Enter');
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}/);
  await expect(page.getByRole('dialog', { name: 'Call' })).toBeVisible();
  await press('Escape');
  await expect(page).toHaveURL(/\/calls$/);
  await press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard keys' })).toBeVisible();
  await press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await press('Tab');
  await expect(page.locator(':focus')).toBeVisible();
  expect(ids.callId).not.toBe('');
  await page.context().close();
});
