import type { HostMessage } from '../../../contract/host-messages';
import type { HostTransport } from './host-client';

/** What the preload exposes on `window`. */
export interface PreloadBridge {
  readonly invoke: (name: string, input: unknown) => Promise<unknown>;
  /** Has the host's messages told to `listener`, for as long as the page is there. */
  readonly listen: (listener: (message: HostMessage) => void) => void;
}

declare global {
  interface Window {
    readonly childJusticeHost?: PreloadBridge;
  }
}

/**
 * The transport through the preload. The input goes as the JSON that it is on the other host too: Electron's bridge
 * refuses the proxies that Vue makes of what a screen holds.
 */
export function electronTransport(bridge: PreloadBridge): HostTransport {
  return (name, input) => bridge.invoke(name, JSON.parse(JSON.stringify(input)));
}
