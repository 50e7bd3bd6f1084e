import {
  fingerprintedPieces,
  mediaTypeOf,
  typesFor,
  type Fingerprint,
  type RecordingFileKind,
} from '../../../../contract/recording';
import type { RecordingSource } from '../../storage';
import type { ChosenFile, FoundFile, RecordingAccess } from './recording-access';

/** The parts of the File System Access API that TypeScript's DOM doesn't know: only Chromium has them. */
interface FilePicker {
  readonly showOpenFilePicker?: (options: {
    readonly multiple: false;
    readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
  }) => Promise<readonly [FileSystemFileHandle]>;
}
interface PermittedHandle {
  readonly queryPermission?: (wanted: { readonly mode: 'read' }) => Promise<PermissionState>;
  readonly requestPermission?: (wanted: { readonly mode: 'read' }) => Promise<PermissionState>;
}

/**
 * Recordings by the browser: handles of the File System Access API, which the database keeps and for which the browser
 * asks again after a restart. A browser without them has a field, and the file is chosen each time.
 */
export function browserRecordings(page: FilePicker = window as FilePicker): RecordingAccess {
  const take = async (file: File, kind: RecordingFileKind, source: RecordingSource): Promise<ChosenFile> => {
    if (mediaTypeOf(file.name, kind) === null) return { outcome: 'unsuitable', fileName: file.name };
    const found = await present(file);
    if (found.state !== 'present') return { outcome: 'unreadable', fileName: file.name };
    return { outcome: 'chosen', file: { name: file.name, fingerprint: found.fingerprint, source }, found };
  };
  return {
    usesField: page.showOpenFilePicker === undefined,
    async choose(kind) {
      let fileName = '';
      try {
        const accept = Object.fromEntries(Object.entries(typesFor(kind)).map(([end, type]) => [type, [`.${end}`]]));
        const handles = await page.showOpenFilePicker?.({ multiple: false, types: [{ accept }] });
        if (!handles) return { outcome: 'cancelled' };
        const [handle] = handles;
        fileName = handle.name;
        return await take(await handle.getFile(), kind, { kind: 'handle', handle });
      } catch {
        // Without a file the dialog was closed, or another one is open already.
        return fileName === '' ? { outcome: 'cancelled' } : { outcome: 'unreadable', fileName };
      }
    },
    take: (file, kind) => take(file, kind, { kind: 'none' }),
    async find(source) {
      if (source.kind === 'none') return { state: 'unchosen' };
      if (source.kind === 'host') return { state: 'missing' };
      try {
        const { handle } = source as { readonly handle: FileSystemFileHandle & PermittedHandle };
        if ((await handle.queryPermission?.({ mode: 'read' })) !== 'granted') return { state: 'permission' };
        return await present(await handle.getFile());
      } catch (error) {
        return { state: problemOf(error) };
      }
    },
    async allow(source) {
      if (source.kind !== 'handle') return;
      await (source.handle as FileSystemFileHandle & PermittedHandle).requestPermission?.({ mode: 'read' });
    },
    forget: async () => undefined,
  };
}

async function present(file: File): Promise<FoundFile> {
  try {
    const fingerprint = await fingerprintOf(file);
    const address = URL.createObjectURL(file);
    return {
      state: 'present',
      fingerprint,
      address,
      release: () => {
        URL.revokeObjectURL(address);
      },
    };
  } catch (error) {
    return { state: problemOf(error) };
  }
}

/** @throws DOMException where the file can't be read */
async function fingerprintOf(file: File): Promise<Fingerprint> {
  const pieces = fingerprintedPieces(file.size).map(({ start, end }) => file.slice(start, end));
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { size: file.size, sha256 };
}

function problemOf(error: unknown): 'missing' | 'permission' | 'unreadable' {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError') return 'missing';
  return name === 'NotAllowedError' ? 'permission' : 'unreadable';
}
