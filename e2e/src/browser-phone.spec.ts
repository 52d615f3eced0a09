import { AxeBuilder } from '@axe-core/playwright';
import { browserOf } from './steps/people.ts';
import { popups } from './steps/popup.ts';
import { expect, test } from './test.ts';

test('3.11 the browser phone starts once its host is permitted; a call rings in the page, is answered and hung up there', async ({
  browser,
  product,
  company,
}) => {
  const { cloud, webPhones } = product.exchange;
  webPhones.domains.clear();
  await product.api('PATCH', '/telephony/settings', { dialling: { browserPhone: true } });
  await product.api('PATCH', `/users/${company.anna.id}`, { callDevice: 'browser' });
  const page = await browserOf(browser, { product, person: company.anna });

  await page.getByRole('button', { name: 'The browser phone does not work' }).click();
  const said = page.getByRole('dialog', { name: 'Browser phone' });
  await expect(said).toContainText('does not let its phone run on 127.0.0.1 yet');
  await expect(said).toContainText('Calling works all the same');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await product.api('POST', '/telephony/browser-phone/hosts', { host: '127.0.0.1' });
  await said.getByRole('button', { name: 'Try again' }).click();
  await expect(said).toContainText('ring in the lower left corner');
  await page.keyboard.press('Escape');

  const phone = page.getByRole('region', { name: 'Browser phone 101' });
  await expect(phone.getByRole('button', { name: 'Browser phone 101: Ready' })).toBeVisible();
  const callId = cloud.dialIn({ from: '442079460107', did: '442079460123' });
  await phone.getByRole('button', { name: 'Answer' }).click();
  await expect(popups(page, /Talking with/)).toBeVisible();
  expect(cloud.call(callId).parties).toContainEqual({ party: '101', side: 'company', state: 'talking' });
  await phone.getByRole('button', { name: 'Hang up' }).click();
  await expect.poll(() => cloud.call(callId)).toMatchObject({ state: 'ended', ending: { disposition: 'answered' } });
  await expect(popups(page)).toHaveCount(0);
  await page.context().close();

  await product.api('PATCH', `/users/${company.anna.id}`, { callDevice: 'desk' }); // the tests of other files find her at her desk
  await product.api('PATCH', '/telephony/settings', { dialling: { browserPhone: false } });
});
