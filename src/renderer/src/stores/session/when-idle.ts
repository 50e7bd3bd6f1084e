/** Resolves when the window has nothing more urgent to do, half a second from now at the latest. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(
      () => {
        resolve();
      },
      { timeout: 500 },
    );
  });
}
