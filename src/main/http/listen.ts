import type { Server } from 'node:http';

/**
 * The browser host's port unless `CJS_PORT` says otherwise. Fixed, since the browser's own database belongs to the
 * address with its port.
 */
const DEFAULT_PORT = 47_810;

/** The loopback address; never `0.0.0.0`, which would open the learner's record to the network. */
const LOOPBACK = '127.0.0.1';

/** Why the server could not listen. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';

  constructor(
    readonly port: number,
    options?: ErrorOptions,
  ) {
    super(`Port ${port} cannot be used.`, options);
  }
}

/**
 * Reads `CJS_PORT`: 1024 to 65535.
 * @throws RangeError naming the value
 */
export function chosenPort(environment: Readonly<Record<string, string | undefined>>): number {
  // `set CJS_PORT=50123 && npm start` on Windows leaves a blank at the end.
  const value = (environment['CJS_PORT'] ?? '').trim();
  if (value === '') return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(port >= 1_024 && port <= 65_535))
    throw new RangeError(`CJS_PORT must be a number from 1024 to 65535, not "${value}".`);
  return port;
}

/**
 * Lets the server listen on the loopback address.
 * @throws PortUnavailable where the port is taken (by whom, `findPortHolder` tells) or reserved by the system
 */
export async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new PortUnavailable(port, { cause: error });
  }
}
