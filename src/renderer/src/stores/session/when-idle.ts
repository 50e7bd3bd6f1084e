let firstScreen: Promise<unknown> = Promise.resolve();

/**
 * Makes background work wait for the first screen too. While that waits for the database the window looks idle, and a
 * comparison that counts a long record would delay the database's answer.
 */
export function waitForFirstScreen(shown: Promise<unknown>): void {
  firstScreen = shown.catch(() => undefined);
}

/**
 * Resolves when the first screen is shown and the window is idle, at the latest half a second after the first screen.
 */
export async function whenIdle(): Promise<void> {
  await firstScreen;
  await new Promise<void>((resolve) => {
    requestIdleCallback(
      () => {
        resolve();
      },
      { timeout: 500 },
    );
  });
}

/**
 * Milliseconds of work after which the page may draw and react: less than a person notices (50 ms is a "long task").
 */
const BUDGET = 30;

/**
 * Keeps the page responsive during long work. Awaiting a file isn't enough: its next piece is there at once, and
 * promises run before anything else. The returned function resolves at once until the time is used up, and then after
 * the page had its turn.
 */
export function createPageYield(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < BUDGET) return;
    await new Promise((passed) => setTimeout(passed, 0));
    began = performance.now();
  };
}
