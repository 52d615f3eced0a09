import type { Browser, Page } from '@playwright/test';
import type { Product } from './product/start-product.ts';
import { browserOf } from './steps/people.ts';
import { foldedPopups, popups } from './steps/popup.ts';
import { expect, test } from './test.ts';

test.use({ alone: 'pop-up' }); // tasks of others would stand among theirs

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const LONDON = '442079460123';
let lastNumber = 79_050_000_000;
const newNumber = (): string => String((lastNumber += 1));

type Office = { browser: Browser; product: Product; company: { anna: { email: string } } };
const annasBrowser = ({ browser, product, company }: Office): Promise<Page> =>
  browserOf(browser, { product, person: company.anna });

test('4.4 an unknown caller becomes a contact inside the pop-up, without leaving the page', async ({
  browser,
  product,
  company,
}) => {
  const page = await annasBrowser({ browser, product, company });
  const { cloud } = product.exchange;
  const call = cloud.dialIn({ from: '79035556677', did: LONDON });
  const popup = popups(page);
  await expect(popup).toContainText('First call from this number');
  await popup.getByRole('button', { name: 'Contact' }).click();
  const form = popup.getByRole('form', { name: 'New contact' });
  await expect(form.getByLabel('Phone')).toHaveValue('+7 903 555-66-77');
  await expect(form.getByLabel('Name')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(form).toContainText('A name is needed.');
  await page.keyboard.type('Новиков Пётр');
  cloud.hangUp(call); // the caller gives up: the form stays open for what is being typed
  await expect(popup).toContainText('Call ended');
  await page.keyboard.press('Enter');
  await expect(popups(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/calls$/);
  await expect(page.getByRole('row').filter({ hasText: 'Новиков Пётр' })).toHaveCount(1);
  const again = cloud.dialIn({ from: '79035556677', did: LONDON });
  await expect(popups(page, /Incoming call.*Новиков Пётр/)).toContainText('2nd call in 1 min');
  cloud.hangUp(again);
  await page.context().close();
});

test('4.12 a note is saved while it is typed, and is there after a reload and in the journal', async ({
  browser,
  product,
  company,
}) => {
  const page = await annasBrowser({ browser, product, company });
  const { cloud } = product.exchange;
  const call = cloud.dialIn({ from: newNumber(), did: LONDON });
  await expect(popups(page, /Incoming call/)).toBeVisible();
  cloud.answer(call, '101');
  const note = () => popups(page).getByRole('textbox', { name: 'Note on this call' });
  await note().fill('Asks for an offer');
  await expect(popups(page)).toContainText('Saved');
  await page.reload();
  await expect(note()).toHaveValue('Asks for an offer');
  await note().press('End');
  await note().pressSequentially(' by Friday');
  cloud.hangUp(call);
  await expect(popups(page, /Call ended/)).toBeVisible(); // it does not fold while somebody types
  await expect(popups(page)).toContainText('Saved');
  await note().press('Escape');
  await expect(popups(page)).toHaveCount(0);
  const { items } = await product.api<{ items: { notes: { text: string }[] }[] }>('GET', '/calls?limit=1');
  expect(items[0]?.notes.map(({ text }) => text)).toEqual(['Asks for an offer by Friday']);
  await page.context().close();
});

test('4.6 4.12 after a talk one line asks for the result, also after a reload, until one click answers it in every tab', async ({
  browser,
  product,
  company,
}) => {
  const page = await annasBrowser({ browser, product, company });
  const { cloud } = product.exchange;
  const number = newNumber();
  await product.api('POST', '/contacts', { name: 'Petrov', phones: [{ number: `+${number}` }] });
  const call = cloud.dialIn({ from: number, did: LONDON });
  await expect(popups(page, /Incoming call.*Petrov/)).toBeVisible();
  cloud.answer(call, '101');
  await expect(popups(page).getByRole('timer')).toBeVisible();
  product.leap(10);
  cloud.hangUp(call);
  const line = foldedPopups(page, /Petrov.*result\? next step\?/);
  await expect(line).toBeVisible();
  await expect(popups(page)).toHaveCount(0);
  await page.reload();
  await expect(line).toBeVisible();
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await expect(foldedPopups(tab, /Petrov.*result/)).toBeVisible();
  await line.getByRole('button', { name: 'Думает' }).click();
  for (const each of [page, tab]) await expect(foldedPopups(each)).toHaveCount(0);
  const { items } = await product.api<{ items: { outcome: string }[] }>('GET', '/calls?limit=1');
  expect(items[0]?.outcome).toBe('Думает');
  await page.context().close();
});

test('4.7 an unanswered redirect folds to “went on to the group” and then says who answered', async ({
  browser,
  product,
  company,
}) => {
  const number = newNumber();
  await product.api('POST', '/contacts', {
    name: 'Anna’s client',
    phones: [{ number: `+${number}` }],
    responsibleId: company.anna.id,
  });
  const anna = await annasBrowser({ browser, product, company });
  const boris = await browserOf(browser, { product, person: company.boris });
  const { cloud } = product.exchange;
  const call = cloud.dialIn({ from: number, did: LONDON });
  await expect(popups(anna, /Incoming call/)).toBeVisible();
  await expect(popups(boris)).toHaveCount(0);
  product.leap(15); // the return time-out
  await expect(foldedPopups(anna, /Anna’s client: Went on to the group/)).toBeVisible();
  await expect(popups(boris, /Incoming call.*Anna’s client/)).toBeVisible();
  const answered = Date.now();
  await anna.clock.setFixedTime(answered); // stays as long as anybody looks
  cloud.answer(call, '102');
  await expect(foldedPopups(anna, /Answered by Boris Orlov/)).toBeVisible();
  await anna.clock.setFixedTime(answered + 10_000);
  await expect(foldedPopups(anna)).toHaveCount(0);
  cloud.hangUp(call);
  await expect(popups(boris)).toHaveCount(0);
  await Promise.all([anna, boris].map((page) => page.context().close()));
});

test('4.10 two calls stack; a dismissed one is gone in all my tabs and does not come back, the keyboard reaches both', async ({
  browser,
  product,
  company,
}) => {
  const page = await annasBrowser({ browser, product, company });
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  const { cloud } = product.exchange;
  const [first, second] = [
    cloud.dialIn({ from: '79031110001', did: LONDON }),
    cloud.dialIn({ from: '79031110002', did: LONDON }),
  ];
  await expect(popups(page)).toHaveCount(2);
  await expect(popups(tab)).toHaveCount(2);
  await page.getByRole('searchbox').first().focus();
  await expect(page.getByRole('searchbox').first()).toBeFocused(); // a ring takes nobody's keyboard
  await popups(page, /111-00-01/)
    .getByRole('button', { name: 'Hide' })
    .press('Enter');
  for (const each of [page, tab]) await expect(popups(each)).toHaveCount(1);
  await page.reload();
  await expect(popups(page, /111-00-02/)).toBeVisible();
  await expect(popups(page)).toHaveCount(1);
  await popups(page).getByRole('button', { name: 'Hide' }).focus();
  await page.keyboard.press('Escape');
  await expect(popups(page)).toHaveCount(0);
  for (const call of [first, second]) cloud.hangUp(call);
  await page.context().close();
});

test('10.2 10.8 4.12 “not a client” and “spam” in one click, each taken back in one', async ({ browser, product, company }) => {
  const page = await annasBrowser({ browser, product, company });
  const { cloud } = product.exchange;
  const call = cloud.dialIn({ from: '79031110003', did: LONDON });
  const popup = popups(page, /111-00-03/);
  await popup.getByRole('button', { name: 'Not a client' }).click();
  await expect(popup.getByRole('listitem').filter({ hasText: 'not a client' })).toBeVisible();
  await popup.getByRole('button', { name: 'Undo' }).click();
  await expect(popup.getByRole('listitem').filter({ hasText: 'not a client' })).toHaveCount(0);
  await popup.getByRole('button', { name: 'Spam' }).click();
  await expect(popup).toContainText('Blocked');
  const listed = () => product.api<{ items: { pattern: string }[] }>('GET', '/blacklist');
  expect((await listed()).items.map(({ pattern }) => pattern)).toContain('+79031110003');
  await popup.getByRole('button', { name: 'Undo' }).click();
  await expect(popup.getByRole('button', { name: 'Spam' })).toBeVisible();
  expect((await listed()).items.map(({ pattern }) => pattern)).not.toContain('+79031110003');
  cloud.hangUp(call);
  await page.context().close();
});

test('4.4 4.12 a stranger becomes a lead or a deal, and the next step is a task in one click', async ({
  browser,
  product,
  company,
}) => {
  const page = await annasBrowser({ browser, product, company });
  const { cloud } = product.exchange;
  const [first, second] = [newNumber(), newNumber()];
  let call = cloud.dialIn({ from: first, did: LONDON });
  await popups(page).getByRole('button', { name: 'Lead' }).click();
  await page.keyboard.type('Sidorov');
  await page.keyboard.press('Enter');
  await expect(popups(page, /Sidorov/)).toContainText('Lead');
  cloud.hangUp(call);
  await expect(popups(page)).toHaveCount(0);
  call = cloud.dialIn({ from: second, did: LONDON });
  await popups(page).getByRole('button', { name: 'Deal' }).click();
  await page.keyboard.type('Fedorova');
  await popups(page).getByLabel('What is it about?').fill('Roof');
  await page.keyboard.press('Enter');
  await expect(
    popups(page, /Fedorova/)
      .getByRole('listitem')
      .filter({ hasText: 'Roof' }),
  ).toBeVisible();
  cloud.answer(call, '101');
  await popups(page, /Talking/)
    .getByRole('button', { name: 'Tomorrow' })
    .click();
  await expect(popups(page)).toContainText('Task made');
  const { items } = await product.api<{ items: { title: string; kind: string; responsibleId: string }[] }>('GET', '/tasks');
  expect(items).toMatchObject([{ title: 'Call back: Fedorova', kind: 'call', responsibleId: company.anna.id }]);
  cloud.hangUp(call);
  await expect(popups(page)).toHaveCount(0);
  await page.context().close();
});

test('4.4 the names of strangers are text, whatever they contain', async ({ browser, product, company }) => {
  const number = newNumber();
  await product.api('POST', '/contacts', { name: '<img src=x onerror=alert(1)>', phones: [{ number: `+${number}` }] });
  const page = await annasBrowser({ browser, product, company });
  const call = product.exchange.cloud.dialIn({ from: number, did: LONDON });
  await expect(popups(page)).toContainText('<img src=x onerror=alert(1)>');
  await expect(popups(page).locator('img')).toHaveCount(0);
  product.exchange.cloud.hangUp(call);
  await page.context().close();
});
