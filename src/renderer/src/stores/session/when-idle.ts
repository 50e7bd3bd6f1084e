let firstScreen: Promise<unknown> = Promise.resolve();

/**
 * Has background work wait for the first screen as well. While that waits for the database the window has nothing to do and looks idle, and a comparison that counts a
 * long record then keeps the browser's storage from answering.
 */
export function waitForFirstScreen(shown: Promise<unknown>): void {
  firstScreen = shown.catch(() => undefined);
}

/** Resolves when the first screen is shown and the window has nothing more urgent to do, half a second after that at the latest. */
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
