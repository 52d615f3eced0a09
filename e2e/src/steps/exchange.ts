import { expect, type Locator, type Page } from '@playwright/test';

/** The page of the pretend cloud: the outside world on one side, the company's phones on the other. */
export function exchangeOn(page: Page) {
  const phone = (extension: string): Locator => page.getByRole('region', { name: `Phone ${extension}` });
  return {
    phone,
    async dialIn({ from, to }: { from: string; to: RegExp }): Promise<void> {
      await page.getByLabel('From').fill(from);
      const line = await page.getByLabel('To', { exact: true }).getByRole('option').filter({ hasText: to }).getAttribute('value');
      await page.getByLabel('To', { exact: true }).selectOption(line);
      await page.getByRole('button', { name: 'Call', exact: true }).click();
    },
    async answer(extension: string): Promise<void> {
      await phone(extension)
        .getByRole('button', { name: `Answer ${extension}` })
        .click();
      await expect(phone(extension)).toContainText('talks');
    },
    async hangUp(extension: string): Promise<void> {
      await phone(extension)
        .getByRole('button', { name: `Hang up ${extension}` })
        .click();
    },
  };
}
