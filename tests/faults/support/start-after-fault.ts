import { expect, type Page } from '@playwright/test';
import type { StudyPlace } from './study-place';

/** What stands on the screen after a start. */
export type Screen = 'home' | 'failure' | 'first run';

/** A start of the app after a fault, and what it said. */
export interface StartAfterFault {
  readonly screen: Screen;
  /** The failure's heading; on home, notices come later (`noticesOf`). */
  readonly heading: string;
}

/** Opens the app and waits until one of the three screens stands. */
export async function startApp({ page }: { readonly page: Page }, { host }: StudyPlace): Promise<StartAfterFault> {
  await page.goto(host.url);
  const home = page.getByRole('heading', { name: 'Contents' });
  const firstRun = page.getByLabel('Name in Latin script');
  const failure = page.getByRole('alert').getByRole('heading', { level: 1 });
  await expect(home.or(firstRun).or(failure).first()).toBeVisible();
  const screen = (await home.isVisible()) ? 'home' : (await failure.isVisible()) ? 'failure' : 'first run';
  return { screen, heading: screen === 'failure' ? ((await failure.textContent()) ?? '') : '' };
}

/** Titles of the notices that stand on the screen now. */
export async function noticesOf(page: Page): Promise<readonly string[]> {
  return page.locator('.notice-title').allTextContents();
}
