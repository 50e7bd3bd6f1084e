/** No answer in time. A browser that can't open its databases, or a host that hangs, may never give one. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * An answer, if it comes in time. A later one is ignored: the caller cleans up after it.
 *
 * @param timeout milliseconds
 * @throws TimeoutError; the answer's own error
 */
export async function withTimeout<Value>(answer: Promise<Value>, timeout: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimeoutError(`No answer within ${timeout} ms.`));
    }, timeout);
  });
  try {
    return await Promise.race([answer, timedOut]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for work, so many milliseconds at most: true where it is done by then, false where it fails or goes on. */
export async function doneWithin(work: Promise<unknown>, timeout: number): Promise<boolean> {
  return withTimeout(work, timeout).then(
    () => true,
    () => false,
  );
}
