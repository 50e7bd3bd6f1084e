/** The browser gave no answer in time: one that can't open its databases may leave a request without an answer for ever. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * An answer, if it comes in time. A later one is dropped: the caller sees to what it may leave behind.
 *
 * @param patience milliseconds
 * @throws TimeoutError; what the answer rejects with
 */
export async function withTimeout<Value>(answer: Promise<Value>, patience: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimeoutError(`No answer within ${patience} ms.`));
    }, patience);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
