import type { Locator, Page } from '@playwright/test';

/** The pop-ups of running calls that this page shows; with words, those whose title tells them. */
export function popups(page: Page, name?: string | RegExp): Locator {
  return page.getByRole('alertdialog', name === undefined ? {} : { name });
}

/** Calls that are over for this person, folded to one line. */
export function foldedPopups(page: Page, name?: string | RegExp): Locator {
  const folded = page.locator('[data-phase][role="group"]');
  return name === undefined ? folded : folded.and(page.getByRole('group', { name }));
}
