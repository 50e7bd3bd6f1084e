import { fileKeys } from './file-keys';
import { MAXIMUM_LINE_BYTES, type FileChange } from './learner-file';
import { isChange } from './shapes';
import type { Learner } from '../learner/learner';
import { mergeProfiles } from '../learner/profile-edits';
import type { NoteRevision } from '../notes/note';
import { newerPosition, type ReadingPosition } from '../record/position';
import { isKeyRecord, keysOf, mergeKeys, type KeyRecord } from '../protection/protection';
import { hasPlaintext, keyTag, keyTagOf } from '../protection/note-content';
import type { Statement } from '../record/statement';
import { readUntrusted } from '../json/untrusted-json';

/** The gathered facts of a record, ready to be written into a learner file. */
export interface GatheredContents {
  /** Null where no profile was found. */
  readonly learner: Learner | null;
  readonly position: ReadingPosition | null;
  /** By id, oldest first. */
  readonly statements: readonly Statement[];
  readonly notes: readonly NoteRevision[];
  /** The keys of what is sealed, 20 at most: without them nothing opens it elsewhere. */
  readonly keys: readonly KeyRecord[];
  /** Notes that were left out: plaintext of a record with a PIN. */
  readonly withheld: number;
}

type Fact = Extract<FileChange, { readonly kind: 'statement' | 'note' }>;

/**
 * A learner's record collected from all places where it can still be read: union by id, newest profile and position. No
 * input is trusted; what doesn't fit a learner file is left out and counted, so that one bad row doesn't prevent the
 * others from being saved.
 */
export class GatheredRecord {
  private readonly facts = new Map<string, readonly Fact[]>();
  private learner: Learner | null = null;
  private position: ReadingPosition | null = null;
  private found: readonly KeyRecord[] = [];
  private refused = 0;

  /** @param learnerId whose record it is: somebody else's profile is ignored */
  constructor(private readonly learnerId: string) {}

  /** The newest state of each key record. */
  get keys(): readonly KeyRecord[] {
    return this.found;
  }

  /** True where the record opens with a PIN. */
  get isProtected(): boolean {
    return keysOf(this.found, 'active').length > 0;
  }

  /** Rows that don't fit a learner file: of an unknown shape, too long, or of another learner. */
  get unfit(): number {
    return this.refused;
  }

  /** True where there is nothing to save. */
  get isEmpty(): boolean {
    return this.facts.size === 0 && this.learner === null && this.position === null;
  }

  /**
   * Adds a change by its kind and its body as JSON text. The first copy of a row counts, unless one copy
   * of a note is sealed and the other isn't.
   */
  add(kind: string, text: string): void {
    // The host's own line, which begins an epoch.
    if (kind === 'epoch') return;
    const body = readUntrusted(text);
    if (kind === 'key' && isKeyRecord(body)) this.found = mergeKeys(this.found, [body]);
    else if (!this.take({ kind, body })) this.refused += 1;
  }

  /** @param withPlaintext false for a file that isn't encrypted: what a PIN protects must not be plaintext in it */
  contents(withPlaintext = !this.isProtected): GatheredContents {
    const chosen = [...this.facts.keys()].sort().map((id) => this.choose(id, withPlaintext));
    const facts = chosen.filter((fact) => fact !== null);
    const notes = facts.flatMap((fact) => (fact.kind === 'note' ? [fact.body] : []));
    const tags = new Set(notes.map(keyTagOf));
    return {
      learner: this.learner,
      position: this.position,
      statements: facts.flatMap((fact) => (fact.kind === 'statement' ? [fact.body] : [])),
      notes,
      keys: fileKeys(this.found.filter(({ keyId }) => tags.has(keyTag(keyId)))),
      withheld: chosen.length - facts.length,
    };
  }

  private take(change: { readonly kind: string; readonly body: unknown }): boolean {
    if (!isChange(change) || !fitsLine(change)) return false;
    switch (change.kind) {
      case 'learner':
        if (change.body.id !== this.learnerId) return false;
        this.learner = this.learner ? mergeProfiles(this.learner, change.body) : change.body;
        return true;
      case 'position':
        this.position = this.position ? newerPosition(this.position, change.body) : change.body;
        return true;
      case 'statement':
      case 'note': {
        const known = this.facts.get(change.body.id) ?? [];
        const isNew = known.every((fact) => isSealed(fact) !== isSealed(change));
        if (isNew) this.facts.set(change.body.id, [...known, change]);
        return true;
      }
    }
  }

  private choose(id: string, withPlaintext: boolean): Fact | null {
    const forms = this.facts.get(id) ?? [];
    if (withPlaintext) return forms.find((fact) => !isSealed(fact)) ?? forms[0] ?? null;
    return forms.find((fact) => fact.kind === 'statement' || !hasPlaintext(fact.body)) ?? null;
  }
}

function isSealed(fact: Fact): boolean {
  return fact.kind === 'note' && fact.body.sealed !== undefined;
}

function fitsLine(change: FileChange): boolean {
  const line = JSON.stringify(change);
  // A UTF-16 unit takes three bytes of UTF-8 at most.
  return line.length * 3 < MAXIMUM_LINE_BYTES || new TextEncoder().encode(line).length < MAXIMUM_LINE_BYTES;
}
