import { fromBase64, toBase64 } from '../../../../domain/json/base64';
import type { HighlightColour, QuoteAnchor } from '../../../../domain/notes/highlight';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { Answer, TextAnswer } from '../../../../domain/series/question';
import {
  hasMarks,
  arePlain,
  keyTag,
  keyTagOf,
  presentMarks,
  textsOf,
  withAnswers,
  withTexts,
  withWords,
  writtenAnswer,
  type Words,
} from '../../../../domain/protection/sealed-words';
import type { Attempt } from '../../../../domain/quiz/attempt';
import type { Statement } from '../../../../domain/record/statement';
import { decryptBytes, encryptBytes } from './encrypted-bytes';

/** An opened key. The browser doesn't reveal its bytes. */
export interface RecordKey {
  readonly keyId: string;
  readonly key: CryptoKey;
}

/** Encodings of words before they are sealed; the shorter one is used. */
const ENCODINGS = { utf8: 1, utf16: 2 } as const;

/** Encoding and the key's tag, in front of the encrypted words. */
const HEAD_BYTES = 5;

/**
 * Seals and opens a learner's words with AES-256-GCM. Every row is bound to its learner, its id and its kind: sealed
 * words that are moved to another row don't open. Await nothing of this inside a transaction.
 */
export class RecordCipher {
  private readonly readKeys: ReadonlyMap<string, CryptoKey>;
  private readonly writeTag: string | null;
  /**
   * Sealed words that their key didn't open: they were changed, or moved from another row. No further try opens them,
   * so they stay as they are.
   */
  private readonly broken = new Set<string>();

  /**
   * @param currentKey the key that seals everything, or null where everything is stored plain; `others` open what is
   * sealed with other keys
   */
  constructor(
    readonly learnerId: string,
    readonly currentKey: RecordKey | null,
    private readonly others: readonly RecordKey[] = [],
  ) {
    this.writeTag = currentKey && keyTag(currentKey.keyId);
    this.readKeys = new Map(
      [...others, ...(currentKey ? [currentKey] : [])].map(({ keyId, key }) => [keyTag(keyId), key]),
    );
  }

  /** True where everything written is sealed. */
  get seals(): boolean {
    return this.currentKey !== null;
  }

  /** True where this key seals everything written. */
  sealsWith(keyId: string): boolean {
    return this.currentKey?.keyId === keyId;
  }

  /** True where what this key sealed can be read. */
  opens(keyId: string): boolean {
    return this.readKeys.has(keyTag(keyId));
  }

  /** A cipher that also opens what is sealed with another key. */
  withKey(key: RecordKey): RecordCipher {
    return new RecordCipher(this.learnerId, this.currentKey, [...this.others, key]);
  }

  /** A cipher that opens the same, and stores everything plain. */
  withoutSealing(): RecordCipher {
    return new RecordCipher(this.learnerId, null, [...this.others, ...(this.currentKey ? [this.currentKey] : [])]);
  }

  /**
   * A note as it is stored: sealed with the current key, or plain without one. One that no key here opens stays as it
   * is.
   */
  async storeNote(note: NoteRevision): Promise<NoteRevision> {
    const words = await this.store(note, note.id, 'note');
    return words === note ? note : withWords(note, words);
  }

  /** A note that can be read, or null where no key here opens it. */
  async openNote(note: NoteRevision): Promise<NoteRevision | null> {
    const words = await this.open(note, note.id, 'note');
    return words && (words === note ? note : withWords(note, words));
  }

  /** A statement as it is stored. */
  async storeStatement<Each extends Statement>(statement: Each): Promise<Each> {
    return this.mapStatement(statement, async (answer, kind) => this.store(answer, statement.id, kind));
  }

  /** A statement that can be read; words that no key here opens stay sealed. */
  async openStatement<Each extends Statement>(statement: Each): Promise<Each> {
    return this.mapStatement(
      statement,
      async (answer, kind) => (await this.open(answer, statement.id, kind)) ?? answer,
    );
  }

  /** An attempt whose answers can be read; one that no key here opens counts as empty. */
  async openAttempt(attempt: Attempt): Promise<Attempt> {
    const opened = new Map<string, Answer>();
    for (const { statementId, answer } of [...Object.values(attempt.answers), ...Object.values(attempt.given)]) {
      if (!opened.has(statementId)) opened.set(statementId, await this.openAnswer(answer, statementId));
    }
    return withAnswers(attempt, ({ statementId, answer }) => opened.get(statementId) ?? answer);
  }

  private async openAnswer(answer: Answer, statementId: string): Promise<Answer> {
    const texts = new Map<string, TextAnswer>();
    for (const { part, answer: sealed } of textsOf(answer)) {
      const words = await this.open(sealed, statementId, answerKind(part));
      texts.set(part, { kind: 'text', text: words?.text ?? '' });
    }
    return withTexts(answer, texts);
  }

  /**
   * True where a note is stored as it should be, as far as the keys here can tell. A plain anchor, colour or tag next
   * to sealed words isn't: versions of the app that don't know it leave it there.
   */
  fits(note: NoteRevision): boolean {
    return this.fitsRow(note, note.id);
  }

  /** True where all words of a statement are stored as they should be. */
  fitsStatement(statement: Statement): boolean {
    const answer = writtenAnswer(statement);
    return answer === null || this.fitsAnswer(answer, statement.id);
  }

  /** True where all words of an attempt are stored as they should be. */
  fitsAttempt({ answers, given }: Attempt): boolean {
    return [...Object.values(answers), ...Object.values(given)].every(({ answer, statementId }) =>
      this.fitsAnswer(answer, statementId),
    );
  }

  private fitsAnswer(answer: Answer, statementId: string): boolean {
    return textsOf(answer).every(({ answer: words }) => this.fitsRow(words, statementId));
  }

  private fitsRow(words: Words, rowId: string): boolean {
    const tag = keyTagOf(words);
    const isWhole = !this.currentKey || !arePlain(words);
    if (tag === null) return isWhole;
    if (!this.readKeys.has(tag)) return true;
    return isWhole && (tag === this.writeTag || this.broken.has(rowOf(words, rowId)));
  }

  private async mapStatement<Each extends Statement>(
    statement: Each,
    change: (answer: TextAnswer, kind: string) => Promise<Words>,
  ): Promise<Each> {
    const written = writtenAnswer(statement);
    if (!written) return statement;
    const changed = new Map<string, TextAnswer>();
    for (const { part, answer } of textsOf(written)) {
      const { text, sealed } = await change(answer, answerKind(part));
      changed.set(part, { kind: 'text', text, ...(sealed === undefined ? {} : { sealed }) });
    }
    return { ...statement, answer: withTexts(written, changed) };
  }

  private async store(words: Words, rowId: string, kind: string): Promise<Words> {
    if (this.fitsRow(words, rowId)) return words;
    const opened = await this.open(words, rowId, kind);
    if (!opened) {
      this.broken.add(rowOf(words, rowId));
      // The plain rest is useless without the sealed part.
      return this.currentKey && arePlain(words) ? sealedAlone(words) : words;
    }
    if (!this.currentKey) return opened;
    return this.seal(opened, rowId, kind, this.currentKey);
  }

  private async seal(words: Words, rowId: string, kind: string, { key, keyId }: RecordKey): Promise<Words> {
    // Notes without a mark have the format of the first versions.
    const plain = JSON.stringify([
      words.text,
      words.quote ?? '',
      ...(hasMarks(words) ? [words.anchor ?? null, words.colour ?? null] : []),
      ...(words.tags || words.dismissed ? [words.tags ?? null, words.dismissed ?? null] : []),
    ]);
    const { encoding, bytes } = encode(plain);
    const sealed = await encryptBytes(key, bytes, this.binding(encoding, rowId, kind));
    const tag = (keyTag(keyId).match(/../gu) ?? []).map((pair) => Number.parseInt(pair, 16));
    const head = [encoding, ...tag];
    const all = new Uint8Array(head.length + sealed.length);
    all.set(head);
    all.set(sealed, head.length);
    return sealedAlone({ ...words, sealed: toBase64(all) });
  }

  private async open(words: Words, rowId: string, kind: string): Promise<Words | null> {
    if (words.sealed === undefined) return words;
    const tag = keyTagOf(words);
    const key = tag === null ? undefined : this.readKeys.get(tag);
    const bytes = fromBase64(words.sealed);
    if (!key || !bytes) return null;
    const encoding = bytes[0] ?? 0;
    // Null where they were changed, or moved from another row.
    const plain = await decryptBytes(key, bytes.slice(HEAD_BYTES), this.binding(encoding, rowId, kind));
    if (!plain) return null;
    const [text, quote, anchor, colour, tags, dismissed] = JSON.parse(
      new TextDecoder(encoding === ENCODINGS.utf16 ? 'utf-16le' : 'utf-8').decode(plain),
    ) as SealedParts;
    return {
      text,
      ...(words.quote === undefined ? {} : { quote }),
      ...presentMarks({
        anchor: anchor ?? words.anchor,
        colour: colour ?? words.colour,
        tags: tags ?? words.tags,
        dismissed: dismissed ?? words.dismissed,
      }),
    };
  }

  private binding(encoding: number, rowId: string, kind: string): string {
    return [encoding, this.learnerId, rowId, kind].join('\n');
  }
}

/** Sealed words in their row: others may have a copy of them that opens. */
function rowOf({ sealed = '' }: Words, rowId: string): string {
  return `${rowId} ${sealed}`;
}

function answerKind(part: string): string {
  return part === '' ? 'answer' : `answer/${part}`;
}

/**
 * What is sealed together. Rows of the first versions have two parts, as answers have; those without tags have no place
 * for them.
 */
type SealedParts = readonly [
  text: string,
  quote: string,
  anchor?: QuoteAnchor | null,
  colour?: HighlightColour | null,
  tags?: readonly string[] | null,
  dismissed?: readonly string[] | null,
];

/** Sealed words without plain ones. */
function sealedAlone({ quote, sealed }: Words): Words {
  return { text: '', ...(quote === undefined ? {} : { quote: '' }), ...(sealed === undefined ? {} : { sealed }) };
}

/**
 * UTF-16 where it is shorter: a note in Khmer takes two thirds of the size, and the longest one fits into a line of the
 * journal.
 */
function encode(text: string): { readonly encoding: number; readonly bytes: Uint8Array<ArrayBuffer> } {
  const utf8 = new TextEncoder().encode(text);
  if (utf8.length <= text.length * 2) return { encoding: ENCODINGS.utf8, bytes: utf8 };
  const utf16 = new Uint8Array(text.length * 2);
  const view = new DataView(utf16.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), true);
  return { encoding: ENCODINGS.utf16, bytes: utf16 };
}
