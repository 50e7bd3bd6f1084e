import { expect, type Page } from '@playwright/test';
import { anyOf, ENGLISH, type PageTexts } from './page-texts';

/**
 * Has the present state kept, on the page of earlier states; the host may have kept it already, as it does once a day,
 * soon after its start.
 */
export async function keepPresentState(page: Page, url: string, { t, like }: PageTexts = ENGLISH): Promise<void> {
  await page.goto(`${url}#/records`);
  await page.getByRole('button', { name: t('snapshots.take') }).click();
  await expect(page.getByText(anyOf(like('snapshots.outcome.taken'), like('snapshots.outcome.same')))).toBeVisible();
}

/**
 * Presses a button of an earlier state in the list.
 * @param state words of its line
 */
export async function chooseState(
  page: Page,
  state: string,
  button: 'Compare with now' | 'Choose this state',
): Promise<void> {
  await page.getByRole('listitem').filter({ hasText: state }).getByRole('button', { name: button }).click();
}

/** Sets the record back to the chosen state. */
export async function restoreChosenState(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Set the record back to this state' }).click();
}
