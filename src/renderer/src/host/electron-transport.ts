import type { HostTransport } from './host-client';

/** What the preload exposes on `window`: one function. */
export interface PreloadBridge {
  readonly invoke: (name: string, input: unknown) => Promise<unknown>;
}

declare global {
  interface Window {
    readonly childJusticeHost?: PreloadBridge;
  }
}

/** The transport through the preload. */
export function electronTransport(bridge: PreloadBridge): HostTransport {
  return (name, input) => bridge.invoke(name, input);
}
