import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (32,768 and more on Linux, 49,152 elsewhere), above the
 * last one that Chromium refuses: what is free stays free until a host listens there, and while one is stopped to be
 * started again.
 */
const FIRST = 11_000;
/** Each worker of a test runner has as many to itself. */
const SHARE = 1_000;
const WORKERS = 20;

const given = new Set<number>();

/** A port that nothing listens on, and that this process gives out once only. @throws Error where none is left */
export async function freePort(): Promise<number> {
  const worker = Number(process.env['TEST_PARALLEL_INDEX'] ?? process.env['VITEST_POOL_ID'] ?? 0) % WORKERS;
  const begin = randomInt(SHARE);
  for (let step = 0; step < SHARE; step += 1) {
    const port = FIRST + worker * SHARE + ((begin + step) % SHARE);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error('No free port was found.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
