import { createHash } from 'node:crypto';

/**
 * How many times longer than the work takes one has to wait for it now: 1 on a machine that does nothing else. What a
 * test bounds in time may take so many times longer. Ask before what is measured begins, while nothing of the test's
 * own works: else that counts as a crowd.
 */
export function crowding(): number {
  const began = { wall: performance.now(), processor: process.cpuUsage() };
  const sum = createHash('sha256');
  for (let round = 0; round < 300; round += 1) sum.update(Buffer.alloc(1_000_000));
  const { user, system } = process.cpuUsage(began.processor);
  return Math.max(1, (performance.now() - began.wall) / ((user + system) / 1_000));
}
