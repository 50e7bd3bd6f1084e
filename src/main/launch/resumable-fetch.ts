import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** How a download is resumed. */
export interface ResumableFetchOptions {
  /** Holds what was received, so that another start goes on where this one ended. Removed at the end. */
  readonly partFile: string;
  /** Time without a byte after which the rest is asked for anew, in milliseconds. */
  readonly stallMilliseconds: number;
  /** Called with the bytes that are there and all that there will be, where the server says that. */
  readonly report: (received: number, total: number | null) => void;
}

/** A full disk, say: asking for the rest again doesn't mend it. */
class DiskFailure extends Error {
  constructor(cause: unknown) {
    super('What was received could not be kept.', { cause });
  }
}

/** Wait before the rest is asked for after a broken connection, in milliseconds. */
const RETRY_MILLISECONDS = 500;

/**
 * A `fetch` that goes on where a connection broke or went silent, with the same response to whoever asked: Electron's
 * archive has 110 MB, and an office's line in the provinces drops now and then. What it answers is unchecked: whoever
 * asked compares the checksum. It tries for as long as it is let. Where the disk takes no more it removes the part
 * file, and ends with the system's error.
 */
export function resumableFetch(plain: typeof fetch, options: ResumableFetchOptions): typeof fetch {
  const { partFile, stallMilliseconds, report } = options;

  const from = (address: string | URL | Request, offset: number, signal?: AbortSignal): Promise<Response> =>
    plain(address, {
      ...(offset > 0 ? { headers: { Range: `bytes=${offset}-` } } : {}),
      ...(signal ? { signal } : {}),
    });

  /** Everything from the part file and the first response on. */
  async function* pieces(
    address: string | URL | Request,
    first: Response,
    stored: number,
    total: number | null,
  ): AsyncGenerator<Uint8Array> {
    let offset = 0;
    if (stored > 0) {
      for await (const piece of createReadStream(partFile)) {
        offset += (piece as Buffer).length;
        yield piece as Buffer;
      }
    }
    const part = await open(partFile, 'a');
    try {
      let response: Response | null = first;
      do {
        const stall = new AbortController();
        const timer = setTimeout(() => {
          stall.abort();
        }, stallMilliseconds);
        try {
          response ??= await from(address, offset, stall.signal);
          if (!response.ok) throw new Error(`The server answers ${response.status}.`);
          // A server that knows no ranges begins at the beginning.
          let skip = response.status === 206 ? 0 : offset;
          for await (const received of bodyOf(response, stall.signal)) {
            timer.refresh();
            const piece = received.subarray(Math.min(skip, received.length));
            skip -= received.length - piece.length;
            if (piece.length === 0) continue;
            await part.appendFile(piece).catch((error: unknown) => {
              throw new DiskFailure(error);
            });
            offset += piece.length;
            report(offset, total);
            yield piece;
          }
        } catch (error) {
          if (error instanceof DiskFailure) {
            // It took the last room, which the app that opens instead needs to save anything.
            await rm(partFile, { force: true });
            throw error.cause;
          }
          await pause(RETRY_MILLISECONDS);
        } finally {
          clearTimeout(timer);
          response = null;
        }
      } while (total !== null && offset < total);
    } finally {
      await part.close();
    }
    await rm(partFile, { force: true });
  }

  return async (address, init) => {
    if (!String(address instanceof Request ? address.url : address).endsWith('.zip')) return plain(address, init);
    let stored = (await stat(partFile).catch(() => null))?.size ?? 0;
    let first = await from(address, stored);
    if (stored > 0 && first.status !== 206) {
      // The file there is another one, or the server knows no ranges.
      await rm(partFile, { force: true });
      stored = 0;
      first = await from(address, 0);
    }
    if (!first.ok || !first.body) return first;
    const length = Number(first.headers.get('content-length') ?? Number.NaN);
    const total = Number.isFinite(length) ? stored + length : null;
    report(stored, total);
    const source = pieces(address, first, stored, total);
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason: unknown) {
        await source.return(undefined);
        // Whoever asked writes it too, mostly to the same disk.
        if ((reason as NodeJS.ErrnoException | undefined)?.code === 'ENOSPC') await rm(partFile, { force: true });
      },
    });
    return new Response(body, { headers: total === null ? {} : { 'Content-Length': String(total) } });
  };
}

/** A response's pieces until its end. @throws where the connection breaks, or `signal` is aborted */
async function* bodyOf(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('No byte came in time.'));
    });
  });
  stopped.catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), stopped]);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
