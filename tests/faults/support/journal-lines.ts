import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJournalLine } from '../../../src/main/services/journal/journal-line';
import type { JournalEntry } from '../../../src/contract/journal-entry';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';

/** Paths of the journals that a host has; none yet is none. */
export function journalPaths({ dataFolder }: BrowserHostProcess): string[] {
  const folder = join(dataFolder, 'journals');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name));
}

/** What the journals hold on the disk now: whole lines only, as the next start reads them. */
export function readJournals(host: BrowserHostProcess): JournalEntry[] {
  return journalPaths(host)
    .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
    .map(decodeJournalLine)
    .filter((entry) => entry !== null);
}
