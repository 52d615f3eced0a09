import type { Page } from '@playwright/test';
import { connectCompany } from './product/connect-company.ts';
import { ADMIN, type Product, startProduct } from './product/start-product.ts';
import { browserOf } from './steps/people.ts';
import { expect, test } from './test.ts';

const DID = '442079460123';
const CLIENT = '79161119900';
const OFF = {
  autoCreate: { inbound: { enabled: false }, outbound: { enabled: false } },
  routeToResponsible: { enabled: false },
  callerName: { enabled: false },
  missedCalls: { enabled: false },
  blacklist: { enabled: false },
};
const ROUTE = { name: /straight to their responsible/, feature: ['routeToResponsible'] };
const NAME = { name: /name on the ringing phone/, feature: ['callerName'] };
const BLACKLIST = { name: /numbers on the blacklist/, feature: ['blacklist'] };
const RECORDS = { name: /^Create a record when an unknown number calls/, feature: ['autoCreate', 'inbound'] };
const REMINDERS = { name: /^Remind somebody/, feature: ['missedCalls'] };

type Events = { items: { event: string; fields: { caller_id?: string }; reply: object }[] };
type List<Item> = { items: Item[] };

test.describe.configure({ mode: 'serial' });

test.describe('2.5 each feature works when it is switched on, and not before or afterwards', () => {
  // A company of its own: what is on, who is known and who waits is what these tests are about.
  let product: Product;
  let rules: Page;
  let turn = 0;
  const stranger = (): string => `7917000${String((turn += 1)).padStart(4, '0')}`;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(120_000);
    product = await startProduct();
    const { anna } = await connectCompany(product);
    await product.api('PATCH', '/telephony/settings', { features: OFF });
    await product.api('POST', '/contacts', {
      familyName: 'Щукин',
      givenName: 'Пётр',
      phones: [{ number: `+${CLIENT}` }],
      responsibleId: anna.id,
    });
    rules = await browserOf(browser, { product, person: ADMIN, path: '/settings/telephony/rules' });
  });
  test.afterAll(async () => {
    await rules.context().close();
    await product.close();
  });

  /** Presses the switch as a person does, says yes where a warning asks, and waits until it is saved. */
  async function press({ api }: Product, { name, feature, on }: { name: RegExp; feature: string[]; on: boolean }): Promise<void> {
    const button = rules.getByRole('switch', { name });
    const yes = rules.getByRole('button', { name: /^(I see: switch it on|Switch it on all the same)$/ });
    const saved = async (): Promise<boolean> => {
      const { features } = await api<{ features: object }>('GET', '/telephony/settings');
      const state = feature.reduce<object>((part, key) => Reflect.get(part, key), features);
      return 'enabled' in state && state.enabled === true;
    };
    await button.click();
    await expect
      .poll(async () => {
        if (await yes.isVisible()) await yes.click();
        return saved();
      })
      .toBe(on);
    await expect(button).toBeChecked({ checked: on });
  }

  test('7.1 the call of a known client goes straight to the responsible', async () => {
    expect(await ringOf(product, CLIENT)).toEqual({ reply: {}, rings: ['101', '102'] });
    await press(product, { ...ROUTE, on: true });
    expect(await ringOf(product, CLIENT)).toEqual({ reply: { redirect: '101', return_timeout: 15 }, rings: ['101'] });
    await press(product, { ...ROUTE, on: false });
  });

  test('8.1 the phone shows the client’s name', async () => {
    expect((await ringOf(product, CLIENT)).reply).toEqual({});
    await press(product, { ...NAME, on: true });
    expect(await ringOf(product, CLIENT)).toEqual({ reply: { caller_name: 'Shchukin Petr' }, rings: ['101', '102'] });
    await press(product, { ...NAME, on: false });
    expect((await ringOf(product, CLIENT)).reply).toEqual({});
  });

  test('10.3 10.6 a listed number is refused, and the list stays when it is not', async () => {
    const pest = stranger();
    await product.api('POST', '/blacklist', { pattern: `+${pest}` });
    expect((await ringOf(product, pest)).rings).toEqual(['101', '102']);
    await press(product, { ...BLACKLIST, on: true });
    expect(await ringOf(product, pest)).toEqual({ reply: { redirect: 'blacklist' }, rings: [] });
    await press(product, { ...BLACKLIST, on: false });
    expect((await ringOf(product, pest)).rings).toEqual(['101', '102']);
  });

  test('6.1 an unknown caller leaves a lead', async () => {
    const leadsOf = async (number: string): Promise<number> =>
      (await product.api<List<object>>('GET', `/leads?number=${encodeURIComponent(`+${number}`)}`)).items.length;
    const [earlier, meanwhile, afterwards] = [stranger(), stranger(), stranger()];
    await ringOf(product, earlier);
    await press(product, { ...RECORDS, on: true });
    await ringOf(product, meanwhile);
    await expect.poll(() => leadsOf(meanwhile)).toBe(1);
    await press(product, { ...RECORDS, on: false });
    await ringOf(product, afterwards);
    expect([await leadsOf(earlier), await leadsOf(meanwhile), await leadsOf(afterwards)]).toEqual([0, 1, 0]);
  });

  test('9.1 a caller in vain leaves a reminder', async () => {
    const waiting = async (): Promise<string[]> =>
      (await product.api<List<{ callerNumber: string }>>('GET', '/missed-calls?open=true')).items.map(
        (each) => each.callerNumber,
      );
    const [earlier, meanwhile, afterwards] = [stranger(), stranger(), stranger()];
    await ringOf(product, earlier);
    await press(product, { ...REMINDERS, on: true });
    await ringOf(product, meanwhile);
    await expect.poll(waiting).toContain(`+${meanwhile}`);
    await press(product, { ...REMINDERS, on: false });
    await ringOf(product, afterwards);
    const found = await waiting();
    expect([earlier, meanwhile, afterwards].map((number) => found.includes(`+${number}`))).toEqual([false, true, false]);
  });
});

/** A call from this number that nobody takes: what we answered, and whose phones rang. Returns when it is in the journal as ended. */
async function ringOf({ api, exchange: { cloud } }: Product, from: string): Promise<{ reply: object; rings: string[] }> {
  const told = async () =>
    (await api<Events>('GET', '/telephony/events?limit=50')).items.find(
      ({ event, fields }) => event === 'NOTIFY_START' && fields.caller_id === `+${from}`,
    );
  const call = cloud.dialIn({ from, did: DID });
  const isOver = (): boolean => !cloud.inFlight().some(({ id }) => id === call);
  await expect.poll(() => isOver() || cloud.ringing(call).length > 0).toBe(true);
  const rings = cloud.ringing(call).toSorted();
  if (!isOver()) cloud.hangUp(call);
  const status = async () =>
    (await api<List<{ pbxCallId: string; status: string }>>('GET', '/calls?limit=20')).items.find(
      ({ pbxCallId }) => pbxCallId === call,
    )?.status;
  await expect.poll(status).toMatch(/missed|blocked/);
  return { reply: (await told())?.reply ?? {}, rings };
}
