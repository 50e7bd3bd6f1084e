import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  LEARNER_FILE_FORMAT,
  LEARNER_FILE_VERSION,
  type FileChange,
  type LearnerFileHeader,
  type LearnerFileSeal,
} from './learner-file';
import { LooseEnds } from '../record/loose-ends';

/**
 * Writes a learner file line by line: header, every change, seal. Each call returns text that ends with a line feed;
 * joined in order they are the file.
 */
export class LearnerFileWriter {
  private readonly encoder = new TextEncoder();
  /** Updated line by line: the browser's own digest takes only complete messages. */
  private readonly digest = sha256.create();
  private readonly loose = new LooseEnds();
  private changes = 0;

  /** The first line. */
  header(header: Omit<LearnerFileHeader, 'format' | 'version'>): string {
    return this.hashed({ format: LEARNER_FILE_FORMAT, version: LEARNER_FILE_VERSION, ...header });
  }

  /** A change's line. */
  change(change: FileChange): string {
    this.changes += 1;
    if (change.kind === 'statement') this.loose.add(change.body);
    return this.hashed({ kind: change.kind, body: change.body });
  }

  /** The last line. */
  seal(): string {
    const seal: LearnerFileSeal = {
      end: true,
      changes: this.changes,
      loose: this.loose.count(),
      sha256: bytesToHex(this.digest.digest()),
    };
    return `${JSON.stringify(seal)}\n`;
  }

  private hashed(value: object): string {
    const line = `${JSON.stringify(value)}\n`;
    this.digest.update(this.encoder.encode(line));
    return line;
  }
}
