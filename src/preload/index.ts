import { contextBridge, ipcRenderer } from 'electron';
import type { OPERATION_CHANNEL } from '../contract/operations';

// Only the type is imported: the value would include the whole table, with a `require` that a sandboxed preload doesn't
// have. The literal type makes a channel that differs from the contract a compile error.
const channel: typeof OPERATION_CHANNEL = 'child-justice-series:operation';

/**
 * The page's only access to Electron: one function over one channel. No channel name, event or Electron object reaches
 * the page; the main process checks sender, name and input.
 */
contextBridge.exposeInMainWorld(
  'childJusticeHost',
  Object.freeze({
    invoke: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke(channel, name, input),
  }),
);
