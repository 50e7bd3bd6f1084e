import { fileKeys } from './file-keys';
import { MAXIMUM_LINE_BYTES, type FileChange } from './learner-file';
import { isChange } from './shapes';
import { LearnerFileWriter } from './writing';
import type { Learner } from '../learner/learner';
import { mergeProfiles } from '../learner/profile-edits';
import type { NoteRevision } from '../notes/note';
import { newerPosition, type ReadingPosition } from '../record/position';
import { isKeyRecord, lockingKey, mergeKeys, type KeyRecord } from '../protection/protection';
import { hasPlaintext, keyTag, keyTagOf } from '../protection/note-content';
import type { Statement } from '../record/statement';
import { readUntrusted } from '../json/untrusted-json';

/** The longest piece of text, in UTF-16 units, before it is yielded. */
const PIECE = 400_000;

/**
 * A learner's record collected from all places where it can still be read: union by id, newest profile and position. No
 * input is trusted; what doesn't fit a learner file is left out, so that one bad row doesn't prevent the others from
 * being saved.
 */
export class GatheredRecord {
  private readonly statements = new Map<string, Statement>();
  /** Notes in a form without plaintext: sealed, or empty. */
  private readonly sealedNotes = new Map<string, NoteRevision>();
  private readonly plainNotes = new Map<string, NoteRevision>();
  private profile: Learner | null = null;
  private position: ReadingPosition | null = null;
  private keys: readonly KeyRecord[] = [];

  /** @param owner used where no profile is found; somebody else's profile is ignored */
  constructor(private readonly owner: Learner) {}

  /** True where the record opens with a PIN: its file has sealed notes only. */
  get isProtected(): boolean {
    return lockingKey(this.keys) !== null;
  }

  /** True where there is nothing to save. */
  get isEmpty(): boolean {
    const rows = this.statements.size + this.sealedNotes.size + this.plainNotes.size;
    return rows === 0 && this.profile === null && this.position === null;
  }

  /** The newest profile; the owner as known otherwise, older than any profile. */
  get learner(): Learner {
    return this.profile ?? { ...this.owner, updatedAt: new Date(0).toISOString() };
  }

  /** Adds a change by its kind and its body as JSON text. The first copy of a row counts. */
  add(kind: string, text: string): void {
    const body = readUntrusted(text);
    const change = { kind, body };
    if (kind === 'key' && isKeyRecord(body)) this.keys = mergeKeys(this.keys, [body]);
    else if (isChange(change) && fitsLine(change)) this.take(change);
  }

  /**
   * The record as a learner file, piece by piece. The file isn't encrypted: what a PIN protects is in it as sealed
   * text alone, with its keys; without a PIN the plaintext of a note is preferred to its sealed form.
   */
  *pieces(createdAt: string): Generator<string> {
    const notes = this.chosenNotes();
    const tags = new Set(notes.map(keyTagOf));
    const keys = fileKeys(this.keys.filter(({ keyId }) => tags.has(keyTag(keyId))));
    const { learner, position } = this;
    const counts = { learner: 1, position: position ? 1 : 0, statement: this.statements.size, note: notes.length };
    const writer = new LearnerFileWriter();
    const header = { learnerId: learner.id, createdAt, counts, ...(keys.length > 0 ? { keys } : {}) };
    let text = writer.header(header) + writer.change({ kind: 'learner', body: learner });
    if (position) text += writer.change({ kind: 'position', body: position });
    const facts: readonly FileChange[] = [
      ...[...this.statements.values()].sort(byId).map((body) => ({ kind: 'statement' as const, body })),
      ...notes.map((body) => ({ kind: 'note' as const, body })),
    ];
    for (const fact of facts) {
      text += writer.change(fact);
      if (text.length <= PIECE) continue;
      yield text;
      text = '';
    }
    yield text + writer.seal();
  }

  private chosenNotes(): readonly NoteRevision[] {
    const chosen = new Map([...this.sealedNotes, ...(this.isProtected ? [] : this.plainNotes)]);
    return [...chosen.values()].sort(byId);
  }

  private take({ kind, body }: FileChange): void {
    switch (kind) {
      case 'learner':
        if (body.id === this.owner.id) this.profile = this.profile ? mergeProfiles(this.profile, body) : body;
        return;
      case 'position':
        this.position = this.position ? newerPosition(this.position, body) : body;
        return;
      case 'statement':
        if (!this.statements.has(body.id)) this.statements.set(body.id, body);
        return;
      case 'note': {
        const notes = hasPlaintext(body) ? this.plainNotes : this.sealedNotes;
        if (!notes.has(body.id)) notes.set(body.id, body);
      }
    }
  }
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function fitsLine(change: FileChange): boolean {
  const line = JSON.stringify(change);
  // A UTF-16 unit takes three bytes of UTF-8 at most.
  return line.length * 3 < MAXIMUM_LINE_BYTES || new TextEncoder().encode(line).length < MAXIMUM_LINE_BYTES;
}
