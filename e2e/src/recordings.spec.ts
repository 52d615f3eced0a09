import type { Page, Request } from '@playwright/test';
import { connectCompany } from './product/connect-company.ts';
import { type Product, startProduct } from './product/start-product.ts';
import { browserOf } from './steps/people.ts';
import { expect, test } from './test.ts';

const CLIENT = '79161112233';
const DID = '442079460123';
const LENGTH_SECONDS = 60;
const PREPARED_AFTER_SECONDS = 45;

type Calls = { items: { id: string; recordings: { state: string }[] }[] };

test.describe('5.4 5.5 a recorded conversation', () => {
  // A company of its own: its clock leaps over the time in which the provider prepares a recording.
  let product: Product;
  let anna: Page;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(120_000);
    product = await startProduct();
    const company = await connectCompany(product);
    await product.api('POST', '/contacts', {
      familyName: 'Щукин',
      phones: [{ number: `+${CLIENT}` }],
      responsibleId: company.anna.id,
    });
    await talk(product);
    product.leap(PREPARED_AFTER_SECONDS);
    anna = await browserOf(browser, { product, person: company.anna });
  });
  test.afterAll(async () => {
    await anna.context().close();
    await product.close();
  });

  test('is heard in the journal where it stands, by mouse and by keys, without fetching more than is heard', async () => {
    const asked: Request[] = [];
    anna.on('request', (request) => request.url().endsWith('/recordings/1') && asked.push(request));
    await anna.getByRole('button', { name: 'Listen' }).click({ timeout: 20_000 }); // it was fetched, and the page was told
    const player = anna.getByRole('group', { name: 'Recording' });
    const position = player.getByRole('slider', { name: 'Position' });
    const at = async (): Promise<number> => Number(await position.getAttribute('aria-valuenow'));
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect.poll(at).toBeGreaterThan(0); // the sound itself moves
    await expect(player.locator('canvas').first()).toBeAttached(); // its picture
    await position.focus();
    const before = await at();
    await anna.keyboard.press('ArrowRight');
    await expect.poll(at).toBeGreaterThanOrEqual(before + 10);
    await anna.keyboard.press('Space');
    await expect(player.getByRole('button', { name: 'Play' })).toBeVisible();
    await anna.keyboard.press('End');
    await expect.poll(at).toBe(LENGTH_SECONDS);
    await anna.keyboard.press('Home');
    await expect.poll(at).toBe(0);
    expect(asked.length).toBeGreaterThan(0);
    for (const request of asked) expect(request.headers()['range']).toMatch(/^bytes=/);
  });
});

/** A client calls, Anna answers, and the cloud has recorded a whole minute of it. Returns when the journal has it as being prepared. */
async function talk({ api, exchange: { cloud } }: Product): Promise<void> {
  const call = cloud.dialIn({ from: CLIENT, did: DID });
  await expect.poll(() => cloud.ringing(call)).toContain('101');
  cloud.answer(call, '101');
  cloud.hangUp(call);
  const recorded = () => cloud.recordings.ofCall(call, new Date(8.64e15))[0];
  await expect.poll(recorded).toBeDefined();
  Object.assign(recorded() ?? {}, { seconds: LENGTH_SECONDS, availableAt: new Date(0) });
  await expect.poll(async () => (await api<Calls>('GET', '/calls')).items[0]?.recordings[0]?.state).toBe('preparing');
}
