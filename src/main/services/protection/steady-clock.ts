import type { SteadyReading } from '../../../contract/steady-reading';

/** Reads a clock that nobody can set: milliseconds since this process began, and a name of this run, since the next one begins at nought again. */
export function createSteadyClock(
  newId: () => string,
  sinceStart: () => number = () => performance.now(),
): () => SteadyReading {
  const run = newId();
  return () => ({ run, milliseconds: Math.floor(sinceStart()) });
}
