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

/**
 * Opens the app and waits until one of the three screens is there. Each is looked for by itself: a start that fails for
 * a moment goes on, and is between two of them then.
 */
export async function startApp({ page }: { readonly page: Page }, { host }: StudyPlace): Promise<StartAfterFault> {
  await page.goto(host.url);
  const home = page.getByRole('heading', { name: 'Contents' });
  const firstRun = page.getByLabel('Name in Latin letters');
  const failure = page.getByRole('alert').getByRole('heading', { level: 1 });
  for (;;) {
    await expect(home.or(firstRun).or(failure).first()).toBeVisible();
    if (await home.isVisible()) return { screen: 'home', heading: '' };
    if (await failure.isVisible()) return { screen: 'failure', heading: (await failure.textContent()) ?? '' };
    if (await firstRun.isVisible()) return { screen: 'first run', heading: '' };
  }
}

/** Titles of the notices that stand on the screen now. */
export async function noticesOf(page: Page): Promise<readonly string[]> {
  return page.locator('.notice-title').allTextContents();
}
