import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { mediaTypeOf } from '../../contract/recording';
import { SECURITY_HEADERS } from '../hosts/content-security-policy';
import type { Logger } from '../services/ports';
import { openPlainFile } from '../services/files';

/**
 * Responds with a chosen recording or its captions, or with the part of it that was asked for: a player jumps to a
 * moment of a two-hour video with a range (RFC 9110, section 14), and nothing but that part is read. Each response
 * reads as fast as its reader takes it.
 *
 * @param path null where no chosen file has the id that was asked for
 */
export async function recordingResponse(
  request: { readonly method: string; readonly range: string | null },
  path: string | null,
  logger: Logger,
): Promise<Response> {
  if (path === null) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
  const file = await openWithSize(path).catch((error: unknown) => {
    logger.error('A recording could not be opened', error);
    return null;
  });
  if (!file) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
  const { handle, size } = file;
  const range = parseRange(request.range, size);
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': mediaTypeOf(path, 'recording') ?? mediaTypeOf(path, 'captions') ?? 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
  };
  if (range === 'unsatisfiable') {
    await handle.close();
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
  }
  const { start, end } = range ?? { start: 0, end: size };
  const answer = {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': String(end - start),
      ...(range ? { 'Content-Range': `bytes ${start}-${end - 1}/${size}` } : {}),
    },
  };
  if (request.method === 'HEAD' || start === end) {
    await handle.close();
    return new Response(null, answer);
  }
  // The stream closes the file, at its end and when the player asks for another part.
  const stream = handle.createReadStream({ start, end: end - 1 });
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>, answer);
}

async function openWithSize(path: string): Promise<{ readonly handle: FileHandle; readonly size: number }> {
  const handle = await openPlainFile(path);
  try {
    return { handle, size: (await handle.stat()).size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The bytes of a `Range` header, the end excluded: null where the whole file is answered, as for several ranges at once
 * and for a header that isn't understood.
 */
export function parseRange(
  header: string | null,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (start >= size) return 'unsatisfiable';
  return end > start ? { start, end } : null;
}
