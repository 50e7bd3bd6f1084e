/** The browser gave no answer in time: one that can't open its databases may leave a question without an answer for ever. */
export class Silence extends Error {
  override readonly name = 'Silence';
}

/**
 * An answer, if it comes in time. One that comes later goes unheard: whoever asked sees to what it may leave behind.
 *
 * @param patience milliseconds
 * @throws Silence; what the answer rejects with
 */
export async function timely<Value>(answer: Promise<Value>, patience: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Silence(`No answer within ${patience} ms.`));
    }, patience);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
