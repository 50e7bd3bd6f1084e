import * as v from 'valibot';
import type { HostPorts } from '../ports';

/** Upper bound of a reader's JavaScript heap: strings, lists and tables. */
const HEAP_MEGABYTES = 256;

/** Within this time a reader is loaded on the slowest computer. */
const LOADING_MILLISECONDS = 30_000;

/** A process that waits for another file for so long is ended. */
const IDLE_MILLISECONDS = 10_000;

/** Who hears a reader now. */
interface Listener {
  readonly onMessage: (message: unknown) => void;
  readonly onEnd: (reason: unknown) => void;
}

/** A process that reads one file after another. */
interface Reader {
  hear(listener: Listener): void;
  post(task: object): void;
  kill(): void;
}

/** Processes that wait for another file, one a built file. */
export interface KeptReaders {
  take(file: string): Reader | undefined;
  keep(file: string, reader: Reader): void;
}

/** None waits yet. */
export function createKeptReaders(): KeptReaders {
  const waiting = new Map<string, { readonly reader: Reader; readonly timer: NodeJS.Timeout }>();
  function take(file: string): Reader | undefined {
    const found = waiting.get(file);
    waiting.delete(file);
    clearTimeout(found?.timer);
    return found?.reader;
  }
  return {
    take,
    keep(file, reader) {
      const end = (): void => {
        if (waiting.get(file)?.reader === reader) take(file);
        reader.kill();
      };
      take(file)?.kill();
      reader.hear({ onMessage: end, onEnd: end });
      waiting.set(file, { reader, timer: setTimeout(end, IDLE_MILLISECONDS).unref() });
    },
  };
}

/** What is read, by which process. Answers that are texts say why a file isn't read. */
export interface Reading<Answer> extends Pick<HostPorts, 'startProcess'> {
  /** The process's built file. */
  readonly file: string;
  /** What is posted to it. */
  readonly task: object;
  /** Time that it has once its reader is loaded. */
  readonly milliseconds: number;
  readonly answers: v.GenericSchema<unknown, Answer>;
  /** Answer where it gives none of these: the file had the reader make something else of it. */
  readonly damaged: Answer;
  /** Answer where it ends over the file, or takes too long. */
  readonly heavy: Answer;
  /** Where processes wait for another file; absent where each file has a process of its own. */
  readonly kept?: KeptReaders | undefined;
}

/**
 * The process's messages: `unloadable`, with the error, where its reader can't be loaded; else `begun`, then an answer.
 */
export type ReaderMessage<Answer> =
  { readonly unloadable: string } | { readonly begun: true } | { readonly answer: Answer };

/**
 * Reads a file in a separate process. Never rejects because of the file's content. One that was used before only ever
 * gives a file's content: what it fails at is read once more by a new one, so that no file is judged by what the one
 * before it left behind.
 * @param signal ends the reading when it is aborted
 * @throws Error where the reader itself can't be loaded, which is no fault of the file; the signal's reason
 */
export async function readInProcess<Answer>(reading: Reading<Answer>, signal?: AbortSignal): Promise<Answer> {
  signal?.throwIfAborted();
  const used = reading.kept?.take(reading.file);
  if (used) {
    const contents = await readBy(used, reading, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      return String(error);
    });
    if (typeof contents !== 'string') return contents;
  }
  return readBy(startReader(reading), reading, signal);
}

function startReader({ startProcess, file }: Pick<Reading<unknown>, 'startProcess' | 'file'>): Reader {
  let listener: Listener | undefined;
  const { post, kill } = startProcess({
    file,
    heapMegabytes: HEAP_MEGABYTES,
    onMessage: (message) => listener?.onMessage(message),
    onEnd: (reason) => listener?.onEnd(reason),
  });
  return {
    hear(next) {
      listener = next;
    },
    post,
    kill,
  };
}

/** Reads one file; the process waits for another where it gave the file's content, and is ended where it didn't. */
function readBy<Answer>(
  reader: Reader,
  { kept, file, task, milliseconds, answers, damaged, heavy }: Reading<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const messages = v.union([
    v.object({ unloadable: v.string() }),
    v.object({ begun: v.literal(true) }),
    v.object({ answer: answers }),
  ]);
  return new Promise<Answer>((resolve, reject) => {
    let hasBegun = false;
    let timer: NodeJS.Timeout | undefined;
    const settle = (isWell: boolean, answer: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      if (isWell && kept) kept.keep(file, reader);
      else reader.kill();
      answer();
    };
    const end = (reason: unknown): void => {
      settle(false, () => {
        if (hasBegun) resolve(heavy);
        else reject(new Error('The reader could not be loaded.', { cause: reason }));
      });
    };
    const late = (): void => {
      end(new Error('It took too long.'));
    };
    const stop = (): void => {
      settle(false, () => {
        reject(signal?.reason instanceof Error ? signal.reason : new Error('The reading was stopped.'));
      });
    };
    const answerWith = (answer: Answer): void => {
      settle(typeof answer !== 'string', () => {
        resolve(answer);
      });
    };
    reader.hear({
      onMessage(message) {
        const { success, output: reply } = v.safeParse(messages, message);
        if (!success) answerWith(damaged);
        else if ('unloadable' in reply) end(reply.unloadable);
        else if ('begun' in reply) {
          hasBegun = true;
          clearTimeout(timer);
          timer = setTimeout(late, milliseconds);
        } else answerWith(reply.answer);
      },
      onEnd: end,
    });
    timer = setTimeout(late, LOADING_MILLISECONDS);
    signal?.addEventListener('abort', stop, { once: true });
    reader.post(task);
  });
}
