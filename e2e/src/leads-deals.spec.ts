import type { Page } from '@playwright/test';
import { ADMIN, type Product } from './product/start-product.ts';
import { browserOf } from './steps/people.ts';
import { expect, test } from './test.ts';

test.use({ alone: 'leads and deals' }); // tasks of others would stand among theirs

type Lead = { id: string; responsibleId: string | null; status: string; convertedTo: { contactId: string } | null };
type Deal = { id: string; stage: { name: string }; contact: { name: string } | null; company: { name: string } | null };
type Task = { id: string; title: string; doneAt: string | null };

const undo = (page: Page) => page.getByRole('alert').getByRole('button', { name: 'Undo' });
/** A notice under the mouse does not go, however slow the machine is. */
const holdUndo = (page: Page) => undo(page).hover();
const stage = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });

async function stagesOf({ api }: Product): Promise<[first: string, second: string]> {
  const { items } = await api<{ items: { isDefault: boolean; stages: { name: string }[] }[] }>('GET', '/pipelines');
  const [first, second] = items.find(({ isDefault }) => isDefault)?.stages.map(({ name }) => name) ?? [];
  return [first ?? '', second ?? ''];
}

test('a lead is made, changed in place, and found', async ({ browser, product }) => {
  const page = await browserOf(browser, { product, person: ADMIN, path: '/leads/new' });
  await page.getByLabel('Name', { exact: true }).fill('Садыкова Ләйсән');
  await page.getByLabel('Phone').fill('8 (917) 555-00-01');
  await page.getByLabel('Source').fill('Website');
  await page.getByRole('button', { name: 'Save the lead' }).click();
  await expect(page.getByRole('heading', { name: 'Садыкова Ләйсән' })).toBeVisible();
  await expect(page.getByText('+7 917 555-00-01').first()).toBeVisible();

  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'In progress' }).click();
  await expect(undo(page)).toBeVisible(); // saved

  await page.getByRole('link', { name: 'Leads' }).click();
  await page.getByRole('searchbox', { name: 'Name or number' }).fill('555-00-01');
  await expect(page.getByRole('row').filter({ hasText: 'Садыкова Ләйсән' })).toContainText('In progress');
  await page.context().close();
});

test('a lead of the pool is taken with one click, and can be given back', async ({ browser, product, company }) => {
  const { id } = await product.api<Lead>('POST', '/leads', { name: 'Ничей', responsibleId: null });
  const responsible = async () => (await product.api<Lead>('GET', `/leads/${id}`)).responsibleId;
  const page = await browserOf(browser, { product, person: company.anna, path: '/leads?whose=pool' });
  await page.getByRole('button', { name: 'Take Ничей' }).click();
  await holdUndo(page);
  await expect.poll(responsible).toBe(company.anna.id);
  await expect(page.getByRole('row').filter({ hasText: 'Ничей' })).toHaveCount(0); // it has left the pool
  await undo(page).click();
  await expect.poll(responsible).toBeNull();
  await expect(page.getByRole('row').filter({ hasText: 'Ничей' })).toHaveCount(1);
  await page.context().close();
});

test('a lead whom a colleague took a moment before stays with the colleague', async ({ browser, product, company }) => {
  const { id } = await product.api<Lead>('POST', '/leads', { name: 'Спорный', responsibleId: null });
  const page = await browserOf(browser, { product, person: company.anna, path: `/leads/${id}` });
  await expect(page.getByRole('button', { name: 'Take from the pool' })).toBeVisible();
  await product.api('PATCH', `/leads/${id}`, { responsibleId: company.boris.id });
  await page.getByRole('button', { name: 'Take from the pool' }).click();
  await expect(page.getByText('Somebody else has taken it already.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take from the pool' })).toHaveCount(0);
  expect((await product.api<Lead>('GET', `/leads/${id}`)).responsibleId).toBe(company.boris.id);
  await page.context().close();
});

test('a lead becomes a contact with a company and a deal, and shows what it became', async ({ browser, product }) => {
  const { id } = await product.api<Lead>('POST', '/leads', {
    name: 'Иван Кузнецов',
    phones: [{ number: '+79175550002' }],
  });
  const page = await browserOf(browser, { product, person: ADMIN, path: `/leads/${id}` });
  await page.getByRole('button', { name: 'Convert' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('group', { name: 'Company' }).getByText('New', { exact: true }).click();
  await form.getByRole('textbox', { name: 'Company: Name' }).fill('Кузница');
  await form.getByRole('textbox', { name: 'Title' }).fill('Ворота');
  await form.getByRole('textbox', { name: 'Amount' }).fill('1 500 000');
  await form.getByRole('button', { name: 'Convert' }).click();

  await expect(page).toHaveURL(/\/deals\//);
  await expect(page.getByRole('heading', { name: 'Ворота', level: 1 })).toBeVisible();
  const deal = await product.api<Deal>('GET', `/deals/${new URL(page.url()).pathname.split('/').at(-1)}`);
  expect(deal).toMatchObject({ amount: '1500000.00', contact: { name: 'Иван Кузнецов' }, company: { name: 'Кузница' } });

  await page.goto(`${product.url}/leads/${id}`);
  await page.getByRole('link', { name: 'a contact' }).click();
  await expect(page.getByRole('heading', { name: 'Иван Кузнецов', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Open deals' }).getByRole('link', { name: 'Ворота' })).toBeVisible();
  await page.context().close();
});

test('a deal is moved along its stages with the keyboard alone, and back by undo', async ({ browser, product }) => {
  const [first, second] = await stagesOf(product);
  const { id } = await product.api<Deal>('POST', '/deals', { title: 'Клавиатурная', amount: '100', currency: 'EUR' });
  const stageNow = async () => (await product.api<Deal>('GET', `/deals/${id}`)).stage.name;
  const page = await browserOf(browser, { product, person: ADMIN, path: '/deals?q=Клавиатурная' });
  const card = (name: string) => stage(page, name).getByRole('link', { name: 'Клавиатурная' });
  await card(first).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await holdUndo(page);
  await expect(card(second)).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: `Клавиатурная: ${second}, stage 2` })).toBeAttached();
  await expect(stage(page, second)).toContainText('€100');
  await expect.poll(stageNow).toBe(second);
  await undo(page).click();
  await expect.poll(stageNow).toBe(first);
  await expect(card(first)).toBeVisible();

  await page.getByRole('button', { name: 'Move “Клавиатурная” to another stage' }).press('Enter');
  await page.getByRole('menuitem', { name: second }).press('Enter');
  await expect.poll(stageNow).toBe(second);
  await page.context().close();
});

test('a deal is dragged to another stage', async ({ browser, product }) => {
  const [first, second] = await stagesOf(product);
  const { id } = await product.api<Deal>('POST', '/deals', { title: 'Перетаскиваемая' });
  const page = await browserOf(browser, { product, person: ADMIN, path: '/deals?q=Перетаскиваемая' });
  await stage(page, first).getByRole('listitem').filter({ hasText: 'Перетаскиваемая' }).dragTo(stage(page, second));
  await expect(stage(page, second).getByRole('link', { name: 'Перетаскиваемая' })).toBeVisible();
  await expect.poll(async () => (await product.api<Deal>('GET', `/deals/${id}`)).stage.name).toBe(second);
  await page.context().close();
});

test('a task is made, done, and taken back', async ({ browser, product }) => {
  const page = await browserOf(browser, { product, person: ADMIN, path: '/tasks' });
  await page.getByRole('textbox', { name: 'New task' }).fill('Отправить счёт');
  await page.getByRole('button', { name: /^Due:/ }).click();
  await page.getByRole('button', { name: /^Tomorrow/ }).click();
  await page.getByRole('button', { name: 'Add the task' }).click();
  const row = page
    .getByRole('region', { name: /^Later/ })
    .getByRole('listitem')
    .filter({ hasText: 'Отправить счёт' });
  await expect(row).toContainText('tomorrow, 10:00');

  await page.getByRole('checkbox', { name: 'Done: Отправить счёт' }).click();
  await holdUndo(page);
  await expect(row).toHaveCount(0);
  const done = async () => {
    const { items } = await product.api<{ items: Task[] }>('GET', '/tasks?done=true');
    return items.some(({ title }) => title === 'Отправить счёт');
  };
  await expect.poll(done).toBe(true);
  await undo(page).click();
  await expect.poll(done).toBe(false);
  await expect(row).toHaveCount(1);
  await page.context().close();
});

test('a task that a colleague gives appears by itself', async ({ browser, product, company }) => {
  const page = await browserOf(browser, { product, person: company.anna, path: '/tasks' });
  await expect(page.getByText('Nothing to do.')).toBeVisible();
  await product.api('POST', '/tasks', { title: 'Перезвонить в банк', kind: 'call', responsibleId: company.anna.id });
  await expect(page.getByRole('listitem').filter({ hasText: 'Перезвонить в банк' })).toBeVisible();
  await page.context().close();
});

test('a client’s card takes notes, deals and tasks, and its timeline shows them', async ({ browser, product }) => {
  const { id } = await product.api<{ id: string }>('POST', '/contacts', { familyName: 'Летописцев' });
  const page = await browserOf(browser, { product, person: ADMIN, path: `/contacts/${id}` });
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await timeline.getByRole('textbox', { name: 'Write a note…' }).fill('Любит точность');
  await timeline.getByRole('button', { name: 'Save the note' }).click();
  await expect(timeline.getByRole('listitem').filter({ hasText: 'Любит точность' })).toBeVisible();
  await timeline.getByRole('button', { name: 'Change the note' }).click();
  await timeline.getByRole('textbox', { name: 'Change the note' }).fill('Любит точность и краткость');
  await timeline.getByRole('textbox', { name: 'Change the note' }).press('Control+Enter');
  await expect(timeline.getByRole('listitem')).toHaveText([/Любит точность и краткость/]);

  await page.getByRole('button', { name: 'New task' }).click();
  await page.getByRole('textbox', { name: 'New task' }).fill('Поздравить');
  await page.getByRole('textbox', { name: 'New task' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Open tasks' }).getByText('Поздравить')).toBeVisible();

  await page.getByRole('button', { name: 'New deal' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Летопись');
  await page.getByRole('textbox', { name: 'Title' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Open deals' }).getByRole('link', { name: 'Летопись' })).toBeVisible();
  await expect(timeline.getByRole('listitem')).toHaveCount(3);
  await timeline.getByText('Notes', { exact: true }).click();
  await expect(timeline.getByRole('listitem')).toHaveCount(1);
  await expect(page).toHaveURL(/show=note/);
  await page.context().close();
});

test('Ctrl K makes a deal and finds it again', async ({ browser, product }) => {
  const page = await browserOf(browser, { product, person: ADMIN });
  const palette = async (text: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(text);
  };
  await palette('Палитра красок');
  await page.getByRole('option', { name: 'New deal “Палитра красок”' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Палитра красок');
  await page.getByRole('button', { name: 'Save the deal' }).click();
  await expect(page.getByRole('heading', { name: 'Палитра красок', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Deals' }).click();
  await expect(page.getByRole('heading', { name: 'Deals', level: 1 })).toBeVisible();
  await palette('палитра');
  await page.getByRole('option', { name: /^Палитра красок/ }).click();
  await expect(page.getByRole('heading', { name: 'Палитра красок', level: 1 })).toBeVisible();
  await page.context().close();
});
