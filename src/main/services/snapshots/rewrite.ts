import { createHash } from 'node:crypto';
import type { JournalState } from '../../../contract/journal-entry';
import { OperationFailure } from '../../../contract/result';
import { isBrokenFile } from '../files';
import { createJournalEntry, decodeJournalLine, encodeJournalLine, type Journal } from '../journal';
import { bytesOf, compressed, type PackedSnapshot, type SnapshotHeader } from './snapshot-file';
import type { SnapshotFolder } from './snapshot-folder';
import { contentLines, snapshotDamaged } from './snapshot-lines';

/** What a rewrite needs. */
export interface RewriteOptions {
  readonly files: SnapshotFolder;
  readonly journal: Journal;
  readonly learnerId: string;
  /** The page whose turn it is. */
  readonly page: string;
  /** Change id -> new body. */
  readonly bodies: ReadonlyMap<string, string>;
}

/** The journal's state after a rewrite, and what has no new bodies. */
export interface Rewritten extends JournalState {
  /** Damaged lines and files that were left out. */
  readonly dropped: number;
  /** Snapshots that can't be read at the moment: they stay as they are. */
  readonly unreadable: number;
}

/**
 * Replaces the bodies of changes, in the journal first and then in every snapshot, each file as a whole. A snapshot
 * that is damaged, or that its disk can't read, is deleted, since it may hold the old bodies. One that can't be read at
 * the moment (a lock, rights) may be whole: it stays, and the others are rewritten. Called again, after a crash or once
 * it can be read, it does the rest. What a killed run left half written is deleted, since it may hold the old bodies.
 *
 * @throws OperationFailure; some files may have the new bodies then
 */
export async function rewriteSnapshots({
  files,
  journal,
  learnerId,
  page,
  bodies,
}: RewriteOptions): Promise<Rewritten> {
  const { state, dropped } = await journal.rewrite(learnerId, page, bodies);
  const counts = { dropped, unreadable: 0 };
  for (const { snapshotId } of await files.names()) {
    const outcome = await rewriteSnapshot(files, snapshotId, bodies);
    if (outcome === 'unreadable') counts.unreadable += 1;
    if (outcome !== 'damaged') continue;
    await files.delete(snapshotId);
    counts.dropped += 1;
  }
  await files.sweep();
  return { ...state, ...counts };
}

async function rewriteSnapshot(
  files: SnapshotFolder,
  snapshotId: string,
  bodies: ReadonlyMap<string, string>,
): Promise<'rewritten' | 'damaged' | 'unreadable'> {
  try {
    const header = await files.check(snapshotId);
    if (!header) return 'damaged';
    const packed = await repackSnapshot(files.pathOf(snapshotId), header, bodies);
    if (packed) await files.put(snapshotId, packed);
    return 'rewritten';
  } catch (error) {
    if (!(error instanceof OperationFailure && error.code === 'snapshot-unreadable')) throw error;
    return isBrokenFile(error.cause) ? 'damaged' : 'unreadable';
  }
}

/**
 * Packs a whole snapshot anew with other bodies of some changes; null where it has these bodies already. Other lines
 * are copied without being parsed: of ten thousand a PIN changes a few hundred, and every snapshot is gone through for
 * each batch of them.
 *
 * @throws as `snapshotLines`
 */
async function repackSnapshot(
  path: string,
  header: SnapshotHeader,
  bodies: ReadonlyMap<string, string>,
): Promise<PackedSnapshot | null> {
  if (!(await holdsOther(path, bodies))) return null;
  const hash = createHash('sha256');
  let { learner } = header;
  const lines = async function* (): AsyncGenerator<Buffer> {
    for await (const line of contentLines(path)) {
      const body = bodies.get(idIn(line));
      let next = Buffer.concat([line, LINE_FEED]);
      if (body !== undefined) {
        const entry = decodeJournalLine(line.toString('utf8'));
        if (!entry) throw snapshotDamaged(path);
        next = Buffer.from(encodeJournalLine(createJournalEntry(entry.sequence, { ...entry.change, body })));
        if (entry.change.kind === 'learner' && entry.change.body === header.learner) learner = body;
      }
      hash.update(next);
      yield next;
    }
  };
  const content = await compressed(lines());
  const next: SnapshotHeader = { ...header, learner, sha256: hash.digest('hex') };
  return { header: next, bytes: bytesOf(next, content) };
}

const LINE_FEED = Buffer.from('\n');
const ID_KEY = Buffer.from('"id":"');

async function holdsOther(path: string, bodies: ReadonlyMap<string, string>): Promise<boolean> {
  for await (const line of contentLines(path)) {
    const body = bodies.get(idIn(line));
    if (body !== undefined && decodeJournalLine(line.toString('utf8'))?.change.body !== body) return true;
  }
  return false;
}

/**
 * The change's id, found without reading the line: inside a body, which is a quoted string, the key's quotation marks
 * would be escaped.
 */
function idIn(line: Buffer): string {
  const start = line.indexOf(ID_KEY) + ID_KEY.length;
  const id = line.toString('utf8', start, line.indexOf('"', start));
  // An id with an escaped character is parsed with its line.
  return id.includes('\\') ? (decodeJournalLine(line.toString('utf8'))?.change.id ?? '') : id;
}
