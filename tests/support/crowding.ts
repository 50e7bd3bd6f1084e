import { createHash } from 'node:crypto';

/**
 * How busy the machine is: how many times longer work takes than its time on the processor, 1 on an idle machine. A
 * bound in time is multiplied by it. Ask before what is measured begins: the test's own work would count too.
 */
export function crowding(): number {
  const began = { wall: performance.now(), processor: process.cpuUsage() };
  const sum = createHash('sha256');
  const piece = Buffer.alloc(1_000_000);
  for (let round = 0; round < 300; round += 1) sum.update(piece);
  const { user, system } = process.cpuUsage(began.processor);
  return Math.max(1, (performance.now() - began.wall) / ((user + system) / 1_000));
}
