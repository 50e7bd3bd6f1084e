import { fromBase64 } from '../../../../domain/json/base64';
import { MAXIMUM_FILE_BYTES } from '../../../../domain/learner-file/learner-file';
import type { HostClient } from '../../host/host-client';
import { valueOf } from '../host/host-error';

/**
 * The learner file that was opened with the app, or null. The host names a file once, and gives it in pieces; more than
 * an import reads isn't asked for, since that refuses it.
 * @throws HostError where the host doesn't answer, or the file is gone
 */
export async function takeOpenedFile(host: HostClient): Promise<Blob | null> {
  const { file } = valueOf(await host.invoke('opened-file.next', {}));
  if (!file) return null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset <= MAXIMUM_FILE_BYTES;) {
    const { base64 } = valueOf(await host.invoke('opened-file.read', { fileId: file.fileId, offset }));
    const piece = fromBase64(base64);
    if (!piece || piece.length === 0) break;
    pieces.push(piece);
    offset += piece.length;
  }
  return new Blob(pieces);
}
