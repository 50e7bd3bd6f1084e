// Must be imported before Dexie, which opens a BroadcastChannel while it is loaded. Where site data is blocked Firefox
// throws there, and the whole app would be a blank window instead of the screen that says so. Dexie does without one.
try {
  new BroadcastChannel('child-justice-series').close();
} catch {
  Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined, configurable: true });
}
export {};
