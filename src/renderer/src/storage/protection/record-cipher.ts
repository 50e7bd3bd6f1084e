import { fromBase64, toBase64 } from '../../../../domain/json/base64';
import {
  hasPlaintext,
  keyTag,
  keyTagOf,
  sealedNote,
  withContent,
  type NoteContent,
} from '../../../../domain/protection/note-content';
import type { NoteRevision } from '../../../../domain/notes/note';
import { decryptBytes, encryptBytes } from './encrypted-bytes';

/** An opened key. The browser doesn't reveal its bytes. */
export interface RecordKey {
  readonly keyId: string;
  readonly key: CryptoKey;
}

/** Encodings of content before it is sealed; the shorter one is used. */
const ENCODINGS = { utf8: 1, utf16: 2 } as const;

/** Encoding and the key's tag, in front of the encrypted content. */
const HEAD_BYTES = 5;

/** The content as it is sealed, in this order. */
type SealedParts = readonly [
  text: string,
  quote: string,
  anchor: NoteContent['anchor'] | null,
  colour: NoteContent['colour'] | null,
  tags: NoteContent['tags'] | null,
  dismissed: NoteContent['dismissed'] | null,
];

/**
 * Seals and opens a learner's notes with AES-256-GCM. Each is bound to its learner and its id: sealed content that is
 * moved to another note doesn't open. Await nothing of this inside a transaction.
 */
export class RecordCipher {
  private readonly readKeys: ReadonlyMap<string, CryptoKey>;
  private readonly writeTag: string | null;
  /**
   * Sealed notes that their key didn't open: they were changed, or moved from another note. No further try opens them,
   * so they stay as they are.
   */
  private readonly broken = new Set<string>();

  /**
   * @param currentKey the key that seals everything, or null where everything is stored open; `others` open what is
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

  /** True where what this key sealed can be opened. */
  opens(keyId: string): boolean {
    return this.readKeys.has(keyTag(keyId));
  }

  /** A cipher that also opens what is sealed with another key. */
  withKey(key: RecordKey): RecordCipher {
    return new RecordCipher(this.learnerId, this.currentKey, [...this.others, key]);
  }

  /** A cipher that opens the same, and stores plaintext. */
  withoutSealing(): RecordCipher {
    return new RecordCipher(this.learnerId, null, [...this.others, ...(this.currentKey ? [this.currentKey] : [])]);
  }

  /**
   * A note as it is stored: sealed with the current key, or plain without one. One that no key here opens stays as it
   * is, but for plaintext beside what is sealed.
   */
  async storeNote(note: NoteRevision): Promise<NoteRevision> {
    if (this.fits(note)) return note;
    const opened = await this.openNote(note);
    if (opened) return this.currentKey ? this.seal(opened, this.currentKey) : opened;
    const { sealed = '' } = note;
    this.broken.add(rowOf(note));
    return this.currentKey ? sealedNote(note, sealed) : note;
  }

  /** A note that can be read, or null where no key here opens it. */
  async openNote(note: NoteRevision): Promise<NoteRevision | null> {
    const { sealed } = note;
    if (sealed === undefined) return note;
    const tag = keyTagOf(note);
    const key = tag === null ? undefined : this.readKeys.get(tag);
    const bytes = fromBase64(sealed);
    if (!key || !bytes) return null;
    const encoding = bytes[0] ?? 0;
    // Null where it was changed, or moved from another note.
    const content = await decryptBytes(key, bytes.slice(HEAD_BYTES), this.binding(encoding, note));
    return content && withContent(note, contentIn(content, encoding));
  }

  /** True where a note is stored as it should be, as far as the keys here can tell. */
  fits(note: NoteRevision): boolean {
    const isSealedWhole = !this.currentKey || !hasPlaintext(note);
    if (note.sealed === undefined) return isSealedWhole;
    const tag = keyTagOf(note);
    if (tag === null || !this.readKeys.has(tag)) return isSealedWhole;
    return isSealedWhole && (tag === this.writeTag || this.broken.has(rowOf(note)));
  }

  private async seal(note: NoteRevision, { key, keyId }: RecordKey): Promise<NoteRevision> {
    const { text, quote, anchor = null, colour = null, tags = null, dismissed = null } = note;
    const parts: SealedParts = [text, quote, anchor, colour, tags, dismissed];
    const { encoding, bytes } = encode(JSON.stringify(parts));
    const encrypted = await encryptBytes(key, bytes, this.binding(encoding, note));
    const tag = (keyTag(keyId).match(/../gu) ?? []).map((pair) => Number.parseInt(pair, 16));
    const all = new Uint8Array(HEAD_BYTES + encrypted.length);
    all.set([encoding, ...tag]);
    all.set(encrypted, HEAD_BYTES);
    return sealedNote(note, toBase64(all));
  }

  private binding(encoding: number, { id }: NoteRevision): string {
    return [encoding, this.learnerId, id, 'note'].join('\n');
  }
}

/** Sealed content in its note: another note may have a copy of it that opens. */
function rowOf({ id, sealed = '' }: NoteRevision): string {
  return `${id} ${sealed}`;
}

function contentIn(bytes: Uint8Array, encoding: number): NoteContent {
  const text = new TextDecoder(encoding === ENCODINGS.utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
  const [words, quote, anchor, colour, tags, dismissed] = JSON.parse(text) as SealedParts;
  return {
    text: words,
    quote,
    ...(anchor && { anchor }),
    ...(colour && { colour }),
    ...(tags && { tags }),
    ...(dismissed && { dismissed }),
  };
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
