import { hasKhmer } from '../../../../domain/text/khmer';
import type { Language } from '../../../../domain/text/language';
import { mediaTypeOf, sameFile, typesFor, type RecordingFileKind } from '../../../../contract/recording';
import type { AttachedFile, AttachedRecording } from '../../storage';

/**
 * The recording with another file. The same file chosen again, wherever it is now, goes on where it was; another one
 * begins at its start. Null for captions without a recording.
 */
export function withFile(
  before: AttachedRecording | null,
  moduleId: string,
  kind: RecordingFileKind,
  file: AttachedFile,
): AttachedRecording | null {
  if (kind === 'captions') return before && { ...before, captions: file };
  const isSame = before !== null && sameFile(before.file.fingerprint, file.fingerprint);
  return {
    moduleId,
    file,
    captions: before?.captions ?? null,
    position: isSame ? before.position : 0,
    speed: before?.speed ?? 1,
  };
}

/** The attached file of a kind, or null. */
export function fileOf(recording: AttachedRecording | null, kind: RecordingFileKind): AttachedFile | null {
  return (kind === 'recording' ? recording?.file : recording?.captions) ?? null;
}

/** The endings of recordings and of captions, as a file field takes them. */
export const RECORDING_ENDINGS = endings('recording');
export const CAPTIONS_ENDINGS = endings('captions');

function endings(kind: RecordingFileKind): string {
  return Object.keys(typesFor(kind))
    .map((end) => `.${end}`)
    .join(',');
}

/** True for a recording without a picture, by its name. */
export function isSound(fileName: string): boolean {
  return mediaTypeOf(fileName, 'recording')?.startsWith('audio/') ?? false;
}

/** The language of captions by their name, as in `session.km.vtt`; English where it doesn't say. */
export function captionsLanguage(fileName: string): Language {
  return /[._ -](?:km|khm|khmer)\b/iu.test(fileName) || hasKhmer(fileName) ? 'km' : 'en';
}
