import { existsSync } from 'node:fs';
import { type Delivery, sampleInboundCall } from '@carillon/zadarma/testing';
import { chromium, type Page } from '@playwright/test';
import { type Bench, FEW, say } from './benchmark.ts';
import { numberOf } from './client-numbers.ts';
import { fillContacts } from './fill-contacts.ts';
import type { Finding } from './finding.ts';
import { type Installation, openInstallation } from './installation.ts';
import { median, percentile } from './measures.ts';
import type { Scope } from './scope.ts';

const RINGS = 100;
const WARM_UP = 5;
const PAUSE_MS = 150;
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64'];
const ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];
const QUIET = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** From the notification that an extension rings to the caller's name on that employee's screen, in a real browser. */
export async function benchPopup({ scope }: Bench): Promise<Finding[]> {
  const installation = await openInstallation(scope);
  await fillContacts(installation.database, { count: FEW, responsibleId: installation.agent.id });
  const page = await openPage(scope, installation);
  const times: number[] = [];
  for (let n = 0; n < WARM_UP + RINGS; n += 1) {
    const milliseconds = await ringOnce(installation, page, n);
    if (n >= WARM_UP) times.push(milliseconds);
  }
  say(`slowest pop-up ${percentile(times, 1).toFixed(0)} ms`);
  return [
    { what: 'ring to pop-up, p50', measured: median(times), unit: 'ms' },
    { what: 'ring to pop-up, p95', measured: percentile(times, 0.95), unit: 'ms', goal: { atMost: 150 } },
  ];
}

async function openPage(scope: Scope, { url, agent }: Installation): Promise<Page> {
  const browser = await chromium.launch({ executablePath: await chromiumPath(), headless: true, args: [...ARGS, ...QUIET] });
  scope.atEnd(() => browser.close());
  const page = await (await browser.newContext()).newPage();
  const signedIn = await page.request.post(`${url}/api/v1/session`, { data: { email: agent.email, password: agent.password } });
  if (!signedIn.ok()) throw new Error(`the agent can't sign in: ${await signedIn.text()}`);
  await page.addInitScript('globalThis.__name = (made) => made'); // tsx names functions by it, in the page too
  await page.goto(`${url}/calls`);
  await page.getByRole('main').waitFor();
  await page.waitForTimeout(2000); // the live stream opens
  return page;
}

/** The browser CHROMIUM_PATH names, or the one that comes with npm, with libraries of its own where the system has none. */
async function chromiumPath(): Promise<string> {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) return chosen;
  if (!LIBRARIES.some((folder) => existsSync(`${folder}/libnss3.so`))) process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

async function ringOnce({ url, database, secret, agent }: Installation, page: Page, n: number): Promise<number> {
  const callerId = `+${numberOf(n)}`;
  const { rows } = await database.query<{ name: string }>(
    'select c.name from client_numbers n join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id where n.e164 = $1',
    [callerId],
  );
  const callStart = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const call = sampleInboundCall({ secret, callStart, callerId, calledDid: '442079460123' });
  await send(url, call.start());
  const shown = page.evaluate(whenShown, rows[0]?.name ?? '');
  await page.evaluate(() => undefined); // the observer stands: evaluations run in order
  const sent = Date.now();
  await send(url, call.internal(agent.extension));
  const at = await shown;
  await send(url, call.missed());
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  return at - sent;
}

/** Runs in the page: the time at which a pop-up with this name stands in it. */
function whenShown(name: string): Promise<number> {
  const isShown = (): boolean =>
    [...document.querySelectorAll('[role=alertdialog] h2')].some(
      (title) => title.textContent?.includes(name) === true && title.getClientRects().length > 0,
    );
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no pop-up for ${name}`)), 10_000);
    const observer = new MutationObserver(() => {
      if (!isShown()) return;
      observer.disconnect();
      clearTimeout(late);
      resolve(Date.now());
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

async function send(url: string, { body, headers }: Delivery): Promise<void> {
  const response = await fetch(`${url}/zadarma`, { method: 'POST', body, headers });
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
  await response.text();
}
