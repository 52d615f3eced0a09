import type { Page } from '@playwright/test';
import { browserOf } from './steps/people.ts';
import { awakeMs } from './steps/awake-ms.ts';
import { exchangeOn } from './steps/exchange.ts';
import { popups } from './steps/popup.ts';
import { expect, test } from './test.ts';

const CLIENT = { digits: '79161234567', readable: '+7 916 123-45-67' };

test.describe.configure({ mode: 'serial' });

test.describe('a call from a client', () => {
  let anna: Page;
  let boris: Page;
  let exchange: ReturnType<typeof exchangeOn>;

  test.beforeAll(async ({ browser, product, company }) => {
    await product.api('POST', '/contacts', {
      familyName: 'Щукин',
      givenName: 'Юрий',
      phones: [{ number: '8 (916) 123-45-67' }],
      responsibleId: company.anna.id,
    });
    anna = await browserOf(browser, { product, person: company.anna });
    boris = await browserOf(browser, { product, person: company.boris });
    const page = await browser.newPage();
    await page.goto(product.exchange.url);
    exchange = exchangeOn(page);
  });
  test.afterAll(async () => {
    await anna.context().close();
    await boris.context().close();
  });

  test("4.2 7.1 8.1 rings the responsible's phone, shows the name on it and the card to her alone", async () => {
    await exchange.dialIn({ from: CLIENT.digits, to: /London/ });
    await expect(exchange.phone('101')).toContainText('Shchukin Yury');
    await expect(exchange.phone('101')).toContainText('rings');
    await expect(popups(anna, /Incoming call.*Щукин Юрий/)).toBeVisible();
    await expect(popups(anna)).toContainText(CLIENT.readable);
    await expect(popups(boris)).toHaveCount(0);
  });

  test('4.8 the pop-up is there after a reload and in seven tabs', async () => {
    await exchange.answer('101');
    await expect(popups(anna, /Talking with.*Щукин Юрий/)).toBeVisible();
    await anna.reload();
    await expect(popups(anna, /Talking with.*Щукин Юрий/)).toBeVisible();
    const tabs = await Promise.all(Array.from({ length: 6 }, () => anna.context().newPage()));
    await Promise.all(tabs.map((tab) => tab.goto(anna.url())));
    for (const tab of tabs) await expect(popups(tab, /Talking with.*Щукин Юрий/)).toBeVisible();
    await Promise.all(tabs.map((tab) => tab.close()));
  });

  test('4.5 the timer of the talk runs', async () => {
    const timer = popups(anna).getByRole('timer');
    const before = await timer.textContent();
    await expect(timer).not.toHaveText(before ?? '');
    await expect(popups(boris)).toHaveCount(0);
  });

  test('4.6 5.1 hanging up closes it within 2 s and leaves one journal row with who talked and for how long', async ({
    product,
  }) => {
    await exchange.hangUp('101');
    const ms = await awakeMs(() => expect(popups(anna)).toHaveCount(0));
    expect(ms).toBeLessThan(2000);
    const row = anna.getByRole('row').filter({ hasText: 'Щукин Юрий' });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText('Anna Petrova');
    await expect(row).toContainText('Answered');
    const booked = product.exchange.cloud.statistics().findLast(({ seconds }) => seconds > 0);
    const { items } = await product.api<{ items: { talkSeconds: number; participants: object[] }[] }>('GET', '/calls');
    expect(items[0]).toMatchObject({ talkSeconds: booked?.seconds, status: 'answered' });
    expect(items[0]?.participants).toMatchObject([{ extension: '101', outcome: 'answered' }]);
  });
});

test.describe('a call from a stranger', () => {
  test('4.2 4.5 rings everybody whom the menu rings; who answers keeps the card, the others see who it was', async ({
    browser,
    product,
    company,
  }) => {
    const anna = await browserOf(browser, { product, person: company.anna });
    const boris = await browserOf(browser, { product, person: company.boris });
    const page = await browser.newPage();
    await page.goto(product.exchange.url);
    const exchange = exchangeOn(page);
    await exchange.dialIn({ from: '79037654321', to: /Washington/ });
    await expect(popups(anna, /Incoming call.*\+7 903 765-43-21/)).toBeVisible();
    await expect(popups(boris, /Incoming call.*\+7 903 765-43-21/)).toBeVisible();
    await exchange.answer('102');
    await expect(popups(boris, /Talking with/)).toBeVisible();
    await expect(popups(anna, /Incoming call/)).toHaveCount(0);
    await exchange.hangUp('102');
    await expect(popups(boris)).toHaveCount(0);
    await expect(popups(anna)).toHaveCount(0);
    await Promise.all([anna, boris].map((each) => each.context().close()));
    await page.close();
  });
});
