import { defineConfig } from '@playwright/test';
import { chromiumPath } from './src/browser/chromium-path.ts';

const SWIFTSHADER = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const QUIET = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export default defineConfig({
  testDir: 'src',
  outputDir: '../test-results',
  globalSetup: './src/browser/global-setup.ts',
  fullyParallel: false, // a file's tests share one product, in their order
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 20_000 }, // whoever waits for a thing that comes surely may wait
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Moscow',
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      executablePath: chromiumPath(),
      args: ['--no-sandbox', '--disable-dev-shm-usage', ...SWIFTSHADER, ...QUIET],
    },
  },
});
