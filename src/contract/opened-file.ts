import * as v from 'valibot';

/** Bytes of an opened file in one answer. A multiple of three, so that the pieces' base64 has no padding between. */
export const OPENED_FILE_PIECE_BYTES = 3 * 512 * 1024;

/** Names a file that was opened with the app. The page gets an id and never a path. */
export const openedFileIdSchema = v.pipe(v.string(), v.uuid());
