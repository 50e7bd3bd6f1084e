import type { HostMessage } from '../../../contract/host-messages';
import type { OperationInput, OperationName, OperationOutput } from '../../../contract/operations';
import { failure, type Result } from '../../../contract/result';

/** Carries an operation's name and input to the host, and its answer back. */
export type HostTransport = (name: OperationName, input: unknown) => Promise<unknown>;

/** The host as stores use it: one typed call that never rejects. */
export interface HostClient {
  readonly invoke: <Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
  ) => Promise<Result<OperationOutput<Name>>>;
}

/** Wraps a transport: any failure on the way becomes the error `unreachable`. */
export function createHostClient(transport: HostTransport): HostClient {
  return {
    async invoke<Name extends OperationName>(
      name: Name,
      input: OperationInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      try {
        const answer = await transport(name, input);
        if (isResult(answer)) return answer as Result<OperationOutput<Name>>;
        return failure('unreachable', `The host answered ${name} with something that is no result.`);
      } catch (error) {
        return failure('unreachable', error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function isResult(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  return answer.ok === true ? 'value' in answer : answer.ok === false && 'error' in answer;
}

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

/**
 * The transport to the browser host: one JSON request an operation, to the page's own origin; the cookie holds the
 * launch token.
 */
export function httpTransport(fetchFunction: typeof fetch = fetch): HostTransport {
  return async (name, input) => {
    const response = await fetchFunction('/operations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify({ name, input }),
    });
    return response.json();
  };
}
