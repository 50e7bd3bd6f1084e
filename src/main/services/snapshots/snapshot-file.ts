import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import {
  type JournalEntry,
  type JournalState,
  journalStateSchema,
  learnerIdSchema,
} from '../../../contract/journal-entry';
import { snapshotCountsSchema } from '../../../contract/snapshot';
import { RecordCounter } from '../../../domain/record/record-counts';
import { decodeJournalLine, encodeJournalLine } from '../journal';
import { contentLines, snapshotDamaged, snapshotLines } from './snapshot-lines';
import { parseJson } from '../../../domain/json/json-value';

/** Name of the format, and its newest version. */
const FORMAT = 'child-justice-series-snapshot';
const VERSION = 1;

const headerSchema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  learnerId: learnerIdSchema,
  state: v.pick(journalStateSchema, ['count', 'lastSequence', 'epoch']),
  counts: snapshotCountsSchema,
  learner: v.nullable(v.string()),
  /** SHA-256 of everything after the header's line, in hexadecimal digits. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
});

/**
 * The first line of a snapshot: its learner, the journal's state, its counts. The lines after it are the journal's, in
 * order.
 */
export type SnapshotHeader = v.InferOutput<typeof headerSchema>;

/** A snapshot ready to be written. */
export interface PackedSnapshot {
  readonly header: SnapshotHeader;
  readonly bytes: Uint8Array;
}

/** Packs a journal's entries: two gzip members, the header's and the lines', which any gunzip reads as one text. */
export async function packSnapshot(
  learnerId: string,
  state: Pick<JournalState, 'count' | 'lastSequence' | 'epoch'>,
  entries: AsyncIterable<JournalEntry>,
): Promise<PackedSnapshot> {
  const hash = createHash('sha256');
  const counter = new RecordCounter();
  let learner: string | null = null;
  const lines = async function* (): AsyncGenerator<Buffer> {
    for await (const entry of entries) {
      const { kind, body } = entry.change;
      if (kind === 'learner') learner = body;
      if (kind === 'statement') counter.addStatement(parseJson(body));
      if (kind === 'note') counter.addRevision(parseJson(body));
      const line = Buffer.from(encodeJournalLine(entry));
      hash.update(line);
      yield line;
    }
  };
  const content = await compressed(lines());
  const { count, lastSequence, epoch } = state;
  const header: SnapshotHeader = {
    format: FORMAT,
    version: VERSION,
    learnerId,
    state: { count, lastSequence, epoch },
    counts: counter.counts(),
    learner,
    sha256: hash.digest('hex'),
  };
  return { header, bytes: bytesOf(header, content) };
}

/** A snapshot's bytes: the header's line and the compressed rest. */
export function bytesOf(header: SnapshotHeader, content: readonly Buffer[]): Uint8Array {
  return Buffer.concat([gzipSync(`${JSON.stringify(header)}\n`), ...content]);
}

/** Lines as one gzip member. */
export async function compressed(lines: AsyncIterable<Buffer>): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = [];
  await pipeline(inPieces(lines), createGzip(), async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) pieces.push(piece);
  });
  return pieces;
}

const PIECE_BYTES = 256 * 1024;

/** Lines joined to larger pieces: each piece is a round trip to another thread. */
async function* inPieces(lines: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let length = 0;
  for await (const line of lines) {
    gathered.push(line);
    length += line.length;
    if (length < PIECE_BYTES) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    length = 0;
  }
  yield Buffer.concat(gathered);
}

/** Reads a snapshot to its end: hash, counts, header. @throws as `snapshotLines` */
export async function checkSnapshot(path: string): Promise<SnapshotHeader> {
  const hash = createHash('sha256');
  let header: SnapshotHeader | null = null;
  let count = 0;
  for await (const line of snapshotLines(path)) {
    if (!header) {
      header = parseHeader(line, path);
      continue;
    }
    hash.update(line).update('\n');
    count += 1;
  }
  if (header?.sha256 !== hash.digest('hex') || header.state.count !== count) throw snapshotDamaged(path);
  return header;
}

/**
 * A snapshot's entries, oldest first; the caller checks the snapshot first.
 * @throws as `snapshotLines`
 */
export async function* snapshotEntries(path: string): AsyncGenerator<JournalEntry> {
  for await (const line of contentLines(path)) {
    const entry = decodeJournalLine(line.toString('utf8'));
    if (!entry) throw snapshotDamaged(path);
    yield entry;
  }
}

function parseHeader(line: Buffer, path: string): SnapshotHeader {
  const header = v.safeParse(headerSchema, parseJson(line.toString('utf8')));
  if (!header.success) throw snapshotDamaged(path);
  return header.output;
}
