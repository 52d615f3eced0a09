import type { Page } from '@playwright/test';
import { browserOf } from './steps/people.ts';
import { popups } from './steps/popup.ts';
import { expect, test } from './test.ts';

const LONDON = '442079460123';

type Heard = { sounds: number; shown: { title: string; body: string; open: boolean }[]; hidden: boolean };
declare global {
  interface Window {
    heard: Heard;
  }
}

/** What the page asks of the system, written down; whether the tab is hidden is the test's to say. */
async function listenTo(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.heard = { sounds: 0, shown: [], hidden: false };
    Object.defineProperty(document, 'hidden', { get: () => window.heard.hidden });
    Object.defineProperty(document, 'visibilityState', { get: () => (window.heard.hidden ? 'hidden' : 'visible') });
    const { AudioContext: Real } = window;
    window.AudioContext = class extends Real {
      constructor() {
        super();
        window.heard.sounds += 1;
      }
    };
    class Shown extends EventTarget {
      static permission = 'granted';
      static requestPermission = () => Promise.resolve('granted');
      readonly entry: Heard['shown'][number];
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        super();
        this.entry = { title, body, open: true };
        window.heard.shown.push(this.entry);
      }
      close(): void {
        this.entry.open = false;
      }
    }
    Object.assign(window, { Notification: Shown });
  });
  await page.reload();
  await expect(page.getByRole('main')).toBeVisible();
}
const hide = (page: Page, hidden: boolean) =>
  page.evaluate((now) => {
    window.heard.hidden = now;
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
const heard = (page: Page): Promise<Heard> => page.evaluate(() => window.heard);

test('4.10 4.12 one tab sounds as its person has chosen; a hidden tab shows the call through the system and leaves a badge', async ({
  browser,
  product,
  company,
}) => {
  test.setTimeout(120_000);
  const { cloud } = product.exchange;
  const page = await browserOf(browser, { product, person: company.anna });
  await listenTo(page);
  let call = cloud.dialIn({ from: '79032220001', did: LONDON });
  await expect(popups(page)).toBeVisible();
  expect((await heard(page)).sounds).toBe(0); // her desk phone rings for itself
  cloud.hangUp(call);
  await expect(popups(page)).toHaveCount(0);

  await page.getByRole('button', { name: /Account/ }).click();
  await page.getByRole('menuitem', { name: 'Sound and notifications' }).click();
  await page.getByRole('radio', { name: 'When it rings' }).check();
  await page.keyboard.press('Escape');
  const before = (await heard(page)).sounds; // choosing it plays it once
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await listenTo(tab);
  for (const each of [page, tab]) await hide(each, true);
  call = cloud.dialIn({ from: '79032220002', did: LONDON });
  for (const each of [page, tab]) await expect(popups(each)).toBeVisible();
  const all = async (): Promise<Heard[]> => Promise.all([page, tab].map((each) => heard(each)));
  await expect.poll(async () => (await all()).reduce((sum, { sounds }) => sum + sounds, 0)).toBe(before + 1);
  await expect
    .poll(async () => (await all()).flatMap(({ shown }) => shown))
    .toMatchObject([{ title: 'Incoming call: +7 903 222-00-02', open: true }]);
  cloud.hangUp(call);
  await expect.poll(async () => (await all()).flatMap(({ shown }) => shown)).toMatchObject([{ open: false }]);
  await hide(page, false);
  const badge = page.getByRole('status').filter({ hasText: 'rang while you were away' });
  await expect(badge).toContainText('+7 903 222-00-02');
  await expect(popups(page)).toHaveCount(0);
  await badge.getByRole('button', { name: 'Hide' }).click();
  await expect(badge).toHaveCount(0);
  await hide(tab, false);
  await expect(tab.getByRole('status').filter({ hasText: 'rang while you were away' })).toHaveCount(0);
  await page.context().close();
});
