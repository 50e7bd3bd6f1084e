import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { journalEntrySchema, type JournalChange, type JournalEntry } from '../../../contract/journal-entry';
import { parseJson } from '../../../domain/json/json-value';

/**
 * The first 16 hexadecimal digits of SHA-256 over `sequence`, `id`, `kind` and `body` joined by line feeds
 * (contract/journal-entry.ts). It detects a torn or damaged line; it is no protection against someone who
 * edits the file.
 */
function journalChecksum(sequence: number, change: JournalChange): string {
  return digest(`${sequence}\n${change.id}\n${change.kind}\n${change.body}`);
}

/** The chain of the readable lines up to one with that checksum, after the chain of those before (`Cursor.chain`). */
export function chainAfter(before: string, checksum: string): string {
  return digest(before + checksum);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Makes the entry of a change at its place in the journal. */
export function createJournalEntry(sequence: number, change: JournalChange): JournalEntry {
  return { sequence, change, checksum: journalChecksum(sequence, change) };
}

/** Writes an entry as one line of JSON, line feed included. */
export function encodeJournalLine(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** Reads one line, without its line feed. Null where it is not a whole, undamaged entry. */
export function decodeJournalLine(line: string): JournalEntry | null {
  const parsed = v.safeParse(journalEntrySchema, parseJson(line));
  if (!parsed.success) return null;
  const { sequence, change, checksum } = parsed.output;
  return journalChecksum(sequence, change) === checksum ? parsed.output : null;
}
