import { ADMIN } from './product/start-product.ts';
import { browserOf, holdUndo } from './steps/people.ts';
import { expect, test } from './test.ts';

test('a contact is made, found by fragments, changed in place', async ({ browser, product }) => {
  const page = await browserOf(browser, { product, person: ADMIN, path: '/contacts/new' });
  await page.getByLabel('Family name').fill('Хәйруллина');
  await page.getByLabel('Given name').fill('Айгөл');
  await page.getByLabel('Phone').fill('8 (917) 222-33-44');
  await page.getByRole('button', { name: 'Save the contact' }).click();
  await expect(page.getByRole('heading', { name: 'Хәйруллина Айгөл' })).toBeVisible();
  await expect(page.getByText('+7 917 222-33-44').first()).toBeVisible();

  await page.getByRole('button', { name: /^Given name:/ }).click();
  await page.getByRole('textbox', { name: 'Given name' }).fill('Алсу');
  await page.getByRole('textbox', { name: 'Given name' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Хәйруллина Алсу' })).toBeVisible();

  await page.getByRole('link', { name: 'Contacts' }).click();
  const search = page.getByRole('searchbox', { name: 'Name or number' });
  for (const fragment of ['хайрул', 'Алсу', '222-33', '9172223344']) {
    await search.fill(fragment);
    await expect(page.getByRole('row').filter({ hasText: 'Хәйруллина Алсу' }), fragment).toHaveCount(1);
  }
  await search.fill('нет такого человека');
  await expect(page.getByText('Nobody matches these filters.')).toBeVisible();
  await page.context().close();
});

test('an archived contact leaves the list, and comes back by undo', async ({ browser, product }) => {
  const { id } = await product.api<{ id: string }>('POST', '/contacts', {
    familyName: 'Уходящий',
    phones: [{ number: '+79170000001' }],
  });
  const page = await browserOf(browser, { product, person: ADMIN, path: `/contacts/${id}` });
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  const undo = await holdUndo(page);
  await expect.poll(() => product.api('GET', `/contacts/${id}`)).toMatchObject({ archivedAt: expect.any(String) });
  await undo.click();
  await expect.poll(() => product.api('GET', `/contacts/${id}`)).toMatchObject({ archivedAt: null });
  await expect(page.getByRole('button', { name: 'Archive', exact: true })).toBeVisible();
  await page.context().close();
});

test('a CSV file is looked at before it is imported', async ({ browser, product }) => {
  await product.api('POST', '/contacts', { familyName: 'Известный', phones: [{ number: '+79170000002' }] });
  const page = await browserOf(browser, { product, person: ADMIN, path: '/contacts/import' });
  const csv = [
    'Фамилия;Имя;Телефон;Компания',
    'Петров;Иван;8 (917) 000-00-03;Ромашка',
    'Сафина;Ләйсән;+7 917 000 00 04;Ромашка',
    'Известный;Пётр;8 917 000-00-02;',
    'Ошибкин;Павел;спросить;',
  ].join('\n');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a CSV file' }).click();
  await (await choosing).setFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });

  await expect(page.getByText('4 rows', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Becomes: Фамилия')).toHaveValue('familyName');
  await expect(page.getByLabel('Becomes: Телефон')).toHaveValue('phone');
  await expect(page.getByText(/Row \d+: /).first()).toBeVisible();
  await expect(page.getByText(/1 row belongs to a contact you have already/)).toBeVisible();
  await page.getByRole('button', { name: /^Import \d rows/ }).click();
  await expect(page.getByText('The contacts are here')).toBeVisible();
  await page.reload();
  await expect(page.getByText('The contacts are here')).toBeVisible();
  await page.getByRole('link', { name: 'Show the contacts' }).click();
  for (const name of ['Петров Иван', 'Сафина Ләйсән'])
    await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1);
  await expect(page.getByRole('row').filter({ hasText: 'Ошибкин' })).not.toContainText('спросить'); // without what is no number
  await page.context().close();
});

test('Ctrl K finds a client by any fragment and opens the card', async ({ browser, product }) => {
  await product.api('POST', '/contacts', { familyName: 'Журавлёва', givenName: 'Ксения', phones: [{ number: '+79170000005' }] });
  const page = await browserOf(browser, { product, person: ADMIN });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('журавлев');
  await expect(page.getByRole('option', { name: /^Журавлёва/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Журавлёва Ксения' })).toBeVisible();
  await page.context().close();
});
