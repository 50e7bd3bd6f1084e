import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { OperationFailure } from '../../../contract/result';
import { openPlainFile, systemErrorCode } from '../files';

/** Longest line, in bytes: a journal's entry (`journal/scan.ts`), and the header with its profile. */
const MAXIMUM_LINE_BYTES = 4 * 1024 * 1024;

/** Upper bound of a snapshot's text, in bytes: a compression bomb has no end. */
const MAXIMUM_TEXT_BYTES = 1024 * 1024 * 1024;

const CHUNK_BYTES = 256 * 1024;

const LINE_FEED = 0x0a;

/** The error of a damaged snapshot. The file is unchanged. */
export function snapshotDamaged(path: string, cause?: unknown): OperationFailure {
  const fileName = basename(path);
  return new OperationFailure(
    'snapshot-damaged',
    `The snapshot "${fileName}" is damaged.`,
    { fileName },
    cause === undefined ? undefined : { cause },
  );
}

/**
 * The lines of a gzipped text, without their line feeds. A last line without one is damage.
 *
 * @param maximumTextBytes what the text may unpack to, however short its lines
 * @throws OperationFailure `snapshot-damaged`, or as `readFailure`
 */
export async function* snapshotLines(path: string, maximumTextBytes = MAXIMUM_TEXT_BYTES): AsyncGenerator<Buffer> {
  const file = await openPlainFile(path).catch((error: unknown) => {
    throw readFailure(path, error);
  });
  // Whoever reads no further destroys it, and with it what reads the file.
  const text = pipeline(file.createReadStream(), createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
  let pending: Buffer = Buffer.alloc(0);
  let total = 0;
  try {
    for await (const chunk of text as AsyncIterable<Buffer>) {
      total += chunk.length;
      pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
      let start = 0;
      for (let end = pending.indexOf(LINE_FEED); end >= 0; end = pending.indexOf(LINE_FEED, start)) {
        yield pending.subarray(start, end);
        start = end + 1;
      }
      pending = pending.subarray(start);
      if (pending.length > MAXIMUM_LINE_BYTES || total > maximumTextBytes) throw new Error('It is too long.');
    }
  } catch (error) {
    throw readFailure(path, error);
  }
  if (pending.length > 0) throw snapshotDamaged(path);
}

/** The lines below the header: the journal's entries. @throws as `snapshotLines` */
export async function* contentLines(path: string): AsyncGenerator<Buffer> {
  let isHeader = true;
  for await (const line of snapshotLines(path)) {
    if (!isHeader) yield line;
    isHeader = false;
  }
}

/**
 * Why a snapshot can't be read: `not-found`, `snapshot-damaged` where what was read is wrong or is no file, or
 * `snapshot-unreadable` for another error of the system (a lock, rights): it may be whole.
 */
export function readFailure(path: string, error: unknown): OperationFailure {
  // The system's errors name their call, unlike those of gunzip and of `openPlainFile`.
  if (!(error instanceof Error && 'syscall' in error)) return snapshotDamaged(path, error);
  const reason = systemErrorCode(error) ?? 'unknown';
  const fileName = basename(path);
  if (reason === 'ENOENT')
    return new OperationFailure('not-found', 'The snapshot is not there.', { fileName }, { cause: error });
  return new OperationFailure(
    'snapshot-unreadable',
    `The snapshot "${fileName}" could not be read (${reason}).`,
    { fileName, reason },
    { cause: error },
  );
}
