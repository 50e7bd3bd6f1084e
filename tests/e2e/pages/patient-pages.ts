import type { Page } from '@playwright/test';

/** How many times longer a patient page waits. */
const TIMES = 10;

/**
 * Has the page wait longer, from its next load on, where it waits for the host no longer than so many milliseconds. On
 * a busy machine the host may answer later than that; what the app does then has tests of its own.
 */
export async function waitLongerFor(page: Page, delays: readonly number[]): Promise<void> {
  await page.addInitScript(
    ([patient, times]) => {
      const wait = window.setTimeout.bind(window);
      const waitLonger = (handler: TimerHandler, delay = 0, ...values: unknown[]): number =>
        wait(handler, patient.includes(delay) ? delay * times : delay, ...values);
      Object.assign(window, { setTimeout: waitLonger });
    },
    [delays, TIMES] as const,
  );
}
