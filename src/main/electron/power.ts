import type { App, PowerMonitor } from 'electron';

/**
 * Locks a record with a PIN when the computer is locked or goes to sleep, and quits in order when it shuts down (Linux
 * and macOS; Windows tells its windows, see `closing.ts`).
 * @param lock tells the page; without a PIN that does nothing
 */
export function watchPower(powerMonitor: PowerMonitor, app: Pick<App, 'quit'>, lock: () => void): void {
  powerMonitor.on('lock-screen', lock);
  powerMonitor.on('suspend', lock);
  // Electron's types leave out the event's argument, which its documentation has.
  powerMonitor.on('shutdown', (...given: readonly unknown[]) => {
    (given[0] as Electron.Event | undefined)?.preventDefault();
    app.quit();
  });
}
