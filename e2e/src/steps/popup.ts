import type { Locator, Page } from '@playwright/test';

/** The pop-ups of running calls that this page shows; with words, those whose title tells them. */
export function popups(page: Page, name?: string | RegExp): Locator {
  return page.getByRole('alertdialog', name === undefined ? {} : { name });
}
