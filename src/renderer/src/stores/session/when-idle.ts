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
