import { fromBase64 } from '../json/base64';
import type { NoteRevision } from '../notes/note';

/**
 * What a PIN protects: what a learner wrote in notes and tags, and what they marked. Study text is public, so an offset
 * or a colour would reveal the quote. The rest of a note stays readable, so that records are merged, compared and
 * restored without the key.
 */
export type NoteContent = Pick<NoteRevision, 'text' | 'quote' | 'anchor' | 'colour' | 'tags' | 'dismissed'>;

/** True where any of the content is plaintext. */
export function hasPlaintext({ text, quote, anchor, colour, tags, dismissed }: NoteContent): boolean {
  return text !== '' || quote !== '' || [anchor, colour, tags, dismissed].some((mark) => mark !== undefined);
}

/** A note with this content as plaintext. */
export function withContent(note: NoteRevision, { text, quote, ...marks }: NoteContent): NoteRevision {
  return { ...withoutContent(note), text, quote, ...marks };
}

/**
 * A note with its content sealed.
 *
 * @param sealed base64 of one byte for the encoding, four for the key's tag, twelve of nonce, and the content,
 * encrypted with AES-256-GCM
 */
export function sealedNote(note: NoteRevision, sealed: string): NoteRevision {
  return { ...withoutContent(note), sealed };
}

function withoutContent(note: NoteRevision): NoteRevision {
  const { sealed: _, anchor: __, colour: ___, tags: ____, dismissed: _____, ...rest } = note;
  return { ...rest, text: '', quote: '' };
}

/** The tag of the key that sealed a note, as hexadecimal, or null where it isn't sealed. */
export function keyTagOf({ sealed }: Pick<NoteRevision, 'sealed'>): string | null {
  if (sealed === undefined) return null;
  const start = fromBase64(sealed.slice(0, 8));
  return start && start.length > 4
    ? [...start.slice(1, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    : null;
}

/** The tag of a key: the end of its id, which is random. */
export function keyTag(keyId: string): string {
  return keyId.slice(-8);
}
