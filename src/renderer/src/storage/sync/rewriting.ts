import { MAXIMUM_BODY_LENGTH, type NewBody, type RewritingPort } from './port';

/** Bodies sent at once: at most so many, and at most so many UTF-16 units of text. */
const BATCH = { bodies: 200, length: 2_000_000 };

/**
 * Replaces the bodies of changes wherever the host stores them. Returns how much stays as it is: changes that are too
 * long for it, and snapshots that it can't read now, once for each time that one was come across.
 *
 * @throws errors of the port
 */
export async function rewriteBodies(
  learnerId: string,
  port: Pick<RewritingPort, 'rewrite'>,
  all: AsyncIterable<NewBody> | Iterable<NewBody>,
): Promise<number> {
  let bodies: NewBody[] = [];
  let length = 0;
  let left = 0;
  const send = async (): Promise<void> => {
    if (bodies.length > 0) left += await port.rewrite(learnerId, bodies);
    bodies = [];
    length = 0;
  };
  for await (const each of all) {
    if (each.body.length > MAXIMUM_BODY_LENGTH) {
      left += 1;
      continue;
    }
    if (bodies.length >= BATCH.bodies || length + each.body.length > BATCH.length) await send();
    bodies.push(each);
    length += each.body.length;
  }
  await send();
  return left;
}
