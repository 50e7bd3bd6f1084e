import { contextBridge, ipcRenderer } from 'electron';
import type { HOST_MESSAGE_CHANNEL, HostMessage, LANGUAGES_SWITCH } from '../contract/host-messages';
import type { OPERATION_CHANNEL } from '../contract/operations';

// Only the types are imported: the values would include the whole table, with a `require` that a sandboxed preload
// doesn't have. The literal types make a channel that differs from the contract a compile error.
const channel: typeof OPERATION_CHANNEL = 'child-justice-series:operation';
const messageChannel: typeof HOST_MESSAGE_CHANNEL = 'child-justice-series:message';
const languagesSwitch: typeof LANGUAGES_SWITCH = '--cjs-languages=';

/** Messages from before the page listens: the part that does is loaded last, and the window may be closed by then. */
const waiting: HostMessage[] = [];
let hear = (message: HostMessage): void => {
  waiting.push(message);
};
ipcRenderer.on(messageChannel, (_event, message: HostMessage) => {
  hear(message);
});

const languages = process.argv.find((parameter) => parameter.startsWith(languagesSwitch)) ?? languagesSwitch;

/**
 * The page's only access to Electron: one function over one channel, one that hears the host's messages, which are
 * names alone, and the system's languages. No channel name, event or Electron object reaches the page; the main process
 * checks sender, name and input.
 */
contextBridge.exposeInMainWorld(
  'childJusticeHost',
  Object.freeze({
    invoke: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke(channel, name, input),
    listen: (listener: (message: HostMessage) => void): void => {
      hear = listener;
      for (const message of waiting.splice(0)) listener(message);
    },
    languages: languages.slice(languagesSwitch.length).split(','),
  }),
);
