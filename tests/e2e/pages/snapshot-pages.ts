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

/** What is pressed in the line of an earlier state: beside the record that is open, or where there is none. */
const BUTTONS = { 'Compare with now': 'snapshots.compare', 'Choose this state': 'snapshots.recovery.choose' } as const;

/**
 * Presses a button of an earlier state in the list.
 * @param state words of its line
 */
export async function chooseState(
  page: Page,
  state: string,
  button: keyof typeof BUTTONS,
  { t }: PageTexts = ENGLISH,
): Promise<void> {
  const name = t(BUTTONS[button]);
  await page.getByRole('listitem').filter({ hasText: state }).getByRole('button', { name }).click();
}

/** Sets the record back to the chosen state. */
export async function restoreChosenState(page: Page, { t }: PageTexts = ENGLISH): Promise<void> {
  await page.getByRole('button', { name: t('snapshots.preview.restore') }).click();
}
