import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ChosenUpdate, InstalledUpdate, LastUpdate, UpdateRefusal } from '../../../contract/update';
import type { Logger, UpdatePort } from '../ports';
import { makeOwnFolder, openPlainFile, systemErrorCode, writeFailure, writeFileAtomically } from '../files';
import {
  DESCRIPTION_NAME,
  isNewer,
  MAXIMUM_DESCRIPTION_BYTES,
  readDescription,
  UPDATED_APP,
  type Installer,
  type UpdateDescription,
} from './update-description';

/** Updates of the app from a file. */
export interface Updates {
  /**
   * Lets the learner choose an `update.json`, checks it and copies its installer into the data folder, so that a stick
   * may be taken out and nothing changes between the check and the start.
   * @throws OperationFailure with a file code where the copy can't be written
   */
  choose(): Promise<ChosenUpdate>;
  /** Takes a snapshot of every record, checks the copy once more, and closes the app for the installer. */
  install(version: string): Promise<InstalledUpdate>;
  /** What the update to this version changed, once; null afterwards, or where there was none. */
  last(): Promise<LastUpdate>;
}

/** What `createUpdates` needs. */
export interface UpdatesOptions {
  /** Null where this host can't be updated from a file. */
  readonly host: UpdatePort | null;
  /** Version of this app. */
  readonly version: string;
  /** Public keys of which one must have signed (`pinned-keys.ts`). */
  readonly keys: readonly string[];
  /** Holds the checked installer and its description; emptied at every start. */
  readonly folder: string;
  /** Takes a snapshot of every record. @throws where one can't be taken */
  readonly takeSnapshots: () => Promise<void>;
  readonly logger: Logger;
}

const refused = (reason: UpdateRefusal): { readonly outcome: 'refused'; readonly reason: UpdateRefusal } => ({
  outcome: 'refused',
  reason,
});

/** An installer that was checked and copied. */
interface ReadyInstaller {
  readonly version: string;
  readonly path: string;
  readonly installer: Installer;
}

/** See `Updates`; decision 023. */
export function createUpdates({ host, version, keys, folder, takeSnapshots, logger }: UpdatesOptions): Updates {
  let ready: ReadyInstaller | null = null;
  const copy = join(folder, DESCRIPTION_NAME);
  const emptied = host === null ? Promise.resolve(null) : emptyFolder();
  let last: Promise<LastUpdate> = emptied;

  /**
   * The installer has done its work, or was never started. Resolves to the update that lay there, if it brought this
   * version.
   */
  async function emptyFolder(): Promise<LastUpdate> {
    try {
      const description = readDescription(await readText(copy), keys);
      // First what says it, so that it is told once even where the rest stays.
      await rm(copy, { force: true });
      await rm(folder, { recursive: true, force: true }).catch(notDeleted);
      if (typeof description === 'string' || description.version !== version || !description.changes) return null;
      return { version, changes: description.changes };
    } catch (error) {
      notDeleted(error);
      return null;
    }
  }

  function notDeleted(error: unknown): void {
    logger.error('The installer of the last update could not be deleted', error);
  }

  return {
    async choose() {
      ready = null;
      if (host === null) return refused('unsupported');
      const chosen = await host.chooseDescription();
      if (chosen === null) return { outcome: 'cancelled' };
      const text = await readText(chosen);
      const description = readDescription(text, keys);
      if (typeof description === 'string') return refused(description);
      const installer = installerFor(description, version, host);
      if (typeof installer === 'string') return refused(installer);
      await emptied;
      const path = join(folder, installer.file);
      const problem = await copyChecked(join(dirname(chosen), installer.file), path, installer);
      if (problem !== null) return refused(problem);
      await writeFileAtomically(copy, Buffer.from(text, 'utf8'));
      const { version: next, changes } = description;
      ready = { version: next, path, installer };
      return { outcome: 'ready', version: next, ...(changes ? { changes } : {}) };
    },
    async install(wanted) {
      if (host === null || ready?.version !== wanted) return refused('unsupported');
      const { path, installer } = ready;
      try {
        await takeSnapshots();
      } catch (error) {
        logger.error('No update: a record could not be copied before', error);
        return refused('snapshot');
      }
      // After the snapshots, which take time: what is installed is what was signed.
      return (await host.closeAndInstall(path, installer.sha256)) ? { outcome: 'closing' } : refused('damaged');
    },
    async last() {
      const update = last;
      last = Promise.resolve(null);
      return update;
    },
  };
}

/** The text of a description that isn't too long; empty, which describes nothing, where it can't be read. */
async function readText(path: string): Promise<string> {
  try {
    const handle = await openPlainFile(path);
    try {
      const bytes = Buffer.alloc(MAXIMUM_DESCRIPTION_BYTES + 1);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return bytesRead > MAXIMUM_DESCRIPTION_BYTES ? '' : bytes.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return '';
  }
}

function installerFor(
  { app, version, installers }: UpdateDescription,
  own: string,
  { installation }: UpdatePort,
): Installer | UpdateRefusal {
  if (app !== UPDATED_APP) return 'other-app';
  // An older version with a known fault must not come back by an old stick.
  if (!isNewer(version, own)) return 'not-newer';
  const fitting = installers.find(
    ({ kind, architecture }) =>
      kind === installation.kind && (architecture === 'universal' || architecture === installation.architecture),
  );
  return fitting ?? 'other-system';
}

/** Copies an installer and checks the copy's digest on the way; a wrong one isn't kept. */
async function copyChecked(from: string, to: string, { bytes, sha256 }: Installer): Promise<UpdateRefusal | null> {
  const hash = createHash('sha256');
  let read = 0;
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      const file = await openPlainFile(from);
      for await (const piece of file.createReadStream() as AsyncIterable<Buffer>) {
        read += piece.length;
        if (read > bytes) throw new Error('It is longer than described.');
        hash.update(piece);
        yield piece;
      }
    } catch (error) {
      // The stick was taken out, or its disk fails: what is on it may be the described one.
      if ((error as NodeJS.ErrnoException).syscall === 'read') throw error;
      // Of the reading alone: what the writing throws doesn't come through here.
      throw new WrongInstaller(systemErrorCode(error) === 'ENOENT' ? 'missing' : 'damaged');
    }
    if (hash.digest('hex') !== sha256) throw new WrongInstaller('damaged');
  }
  try {
    await makeOwnFolder(dirname(to));
    await writeFileAtomically(to, pieces());
    return null;
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    if (!(cause instanceof WrongInstaller)) throw writeFailure(error, 'update');
    return cause.reason;
  }
}

/** The installer isn't the described one. */
class WrongInstaller extends Error {
  constructor(readonly reason: UpdateRefusal) {
    super(reason);
  }
}
