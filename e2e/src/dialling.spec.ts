import { AxeBuilder } from '@axe-core/playwright';
import { browserOf } from './steps/people.ts';
import { popups } from './steps/popup.ts';
import { expect, test } from './test.ts';

test('3.1 3.2 3.4 3.5 3.7 a click on the card rings my phone, then the client, once; the journal knows that it was a click', async ({
  browser,
  product,
  company,
}) => {
  const { id } = await product.api<{ id: string }>('POST', '/contacts', {
    familyName: 'Звонарёв',
    givenName: 'Пётр',
    phones: [{ number: '8 (926) 700-11-22 доб. 104' }],
    responsibleId: company.anna.id,
  });
  const { cloud } = product.exchange;
  const callbacks = () => cloud.inFlight().filter(({ kind }) => kind === 'callback');
  const page = await browserOf(browser, { product, person: company.anna, path: `/contacts/${id}` });
  const said = page.getByRole('region', { name: 'Calls now' }).getByRole('status', { name: 'Outgoing call' });

  await page
    .getByRole('main')
    .getByRole('list', { name: 'Phones' })
    .getByRole('button', { name: 'Call +7 926 700-11-22' })
    .dblclick();
  await expect(said).toContainText('Pick up your phone');
  await expect(said).toContainText('101 rings; then you are connected with Звонарёв Пётр.');
  await expect(said).toContainText('After they answer, dial 104');
  await page.keyboard.press('c');
  const dialler = page.getByRole('dialog', { name: 'Call a number' });
  await expect(dialler.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('926 700-11');
  await expect(dialler.getByRole('list', { name: 'Clients found' })).toContainText('Звонарёв Пётр');
  await expect(dialler.getByRole('button', { name: /^Wait 0:/ })).toBeDisabled();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');

  await expect.poll(() => callbacks().length).toBe(1);
  const call = callbacks()[0]?.id ?? '';
  await expect.poll(() => cloud.ringing(call)).toEqual(['101']);
  cloud.answer(call, '101');
  await expect(popups(page, /Outgoing call.*Звонарёв Пётр/)).toBeVisible();
  await expect(said).toHaveCount(0);
  cloud.answer(call);
  await expect(popups(page, /Connecting with.*Звонарёв Пётр/)).toBeVisible(); // it may have been my own phone (3.7)
  await expect(popups(page).getByRole('timer')).toHaveCount(0);
  cloud.hangUp(call);
  await expect(popups(page)).toHaveCount(0);
  await page.goto(`${product.url}/calls`);
  await page.getByRole('row').filter({ hasText: 'Звонарёв Пётр' }).getByText('Answered').click();
  await expect(page.getByRole('dialog')).toContainText('by a click in the CRM');
  await page.context().close();
});
