import * as v from 'valibot';

/** Kinds of file that a recording may be: their extension and the media type under which they are played. */
const RECORDING_TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  webm: 'video/webm',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
};

/** Captions are WebVTT files. */
const CAPTIONS_TYPES: Readonly<Record<string, string>> = { vtt: 'text/vtt' };

/** What a learner chooses a file for. */
export const recordingFileKindSchema = v.picklist(['recording', 'captions']);

export type RecordingFileKind = v.InferOutput<typeof recordingFileKindSchema>;

/** The kinds of file for a purpose. */
export function typesFor(kind: RecordingFileKind): Readonly<Record<string, string>> {
  return kind === 'recording' ? RECORDING_TYPES : CAPTIONS_TYPES;
}

/** The media type of a file by its name; null where it is none that may be chosen for this purpose. */
export function mediaTypeOf(fileName: string, kind: RecordingFileKind): string | null {
  const extension = /\.([a-z0-9]{1,8})$/iu.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const types = typesFor(kind);
  return Object.hasOwn(types, extension) ? (types[extension] ?? null) : null;
}

/** Bytes of each of the two pieces, at a file's start and end, that its fingerprint is made of. */
export const FINGERPRINT_PIECE_BYTES = 1024 * 1024;

/**
 * Which bytes of a file its fingerprint is the SHA-256 of, one after the other; the end is excluded. Two hours of video
 * are 2 GB: reading them whole would take a minute, and what replaces a recording differs at both ends.
 *
 * @param size in bytes
 */
export function fingerprintedPieces(size: number): readonly { readonly start: number; readonly end: number }[] {
  if (size <= 2 * FINGERPRINT_PIECE_BYTES) return [{ start: 0, end: size }];
  return [
    { start: 0, end: FINGERPRINT_PIECE_BYTES },
    { start: size - FINGERPRINT_PIECE_BYTES, end: size },
  ];
}

const fingerprintSchema = v.strictObject({
  /** In bytes. */
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** SHA-256 of `fingerprintedPieces`, as hexadecimal. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
});

/** Tells a file from another one that took its place. */
export type Fingerprint = Readonly<v.InferOutput<typeof fingerprintSchema>>;

/** True where both are of the same file. */
export function sameFile(a: Fingerprint, b: Fingerprint): boolean {
  return a.size === b.size && a.sha256 === b.sha256;
}

/** Names a file that the learner chose in the host's dialog. The page gets an id and never a path. */
export const recordingFileIdSchema = v.pipe(v.string(), v.uuid());

/** What came of the host's dialog. A file of another kind is `unsuitable`, and the host remembers nothing of it. */
export const chosenRecordingSchema = v.variant('outcome', [
  v.strictObject({
    outcome: v.literal('chosen'),
    fileId: recordingFileIdSchema,
    fileName: v.string(),
    fingerprint: fingerprintSchema,
  }),
  v.strictObject({ outcome: v.literal('unsuitable'), fileName: v.string() }),
  v.strictObject({ outcome: v.literal('unreadable'), fileName: v.string() }),
  v.strictObject({ outcome: v.literal('cancelled') }),
]);

/** How a chosen file is now. */
export const checkedRecordingSchema = v.variant('state', [
  v.strictObject({ state: v.literal('present'), fingerprint: fingerprintSchema }),
  /** It isn't where it was: moved, renamed, deleted, or on a drive that isn't there. */
  v.strictObject({ state: v.literal('missing') }),
  v.strictObject({ state: v.literal('unreadable') }),
]);

/** Where the desktop host serves chosen files: below this path of the page's own origin, by their id. */
export const RECORDING_PATH = '/recordings/';
