import type { Delivery, FolderChoice } from '../../contract/delivery';
import type { OperationOutput } from '../../contract/operations';
import type { RecordingFileKind } from '../../contract/recording';

/** A file that a service made for the learner and that the host hands over. */
export interface DeliverableFile {
  /** File name alone, already made safe (`services/files/file-names.ts`), extension included. */
  readonly suggestedName: string;
  readonly bytes: Uint8Array;
  /** e.g. `application/pdf`; the extension that a saved file must carry follows from it. */
  readonly mimeType: string;
}

/** The host's own description, with how it protects a new key; the handler adds the rest. */
export type HostDescription = Pick<OperationOutput<'app.describe'>, 'host' | 'runtime' | 'keyProtection'>;

/**
 * What a host (Electron or the browser host) must be able to do for the services. Services know nothing else about
 * their host.
 */
export interface HostPorts {
  /** Describes this host and its runtimes. */
  describe(): HostDescription;
  /**
   * Hands a file to the learner: save dialog or download. With the id of a folder of `chooseFolder` it is saved in
   * there, and nothing is overwritten.
   * @throws OperationFailure with a file code (`disk-full`, `read-only`, …) where writing failed; nothing partial is
   * left. `not-found` for an unknown folder
   */
  deliverFile(file: DeliverableFile, folderId?: string): Promise<Delivery>;
  /** Lets the learner choose a folder for several files, where the host has such a dialog. */
  chooseFolder(): Promise<FolderChoice>;
  /**
   * Shows a file that this run saved in its folder. False where the host cannot show folders.
   * @throws OperationFailure `not-found` for an unknown id or a deleted file.
   */
  revealFile(revealId: string): Promise<boolean>;
  /**
   * Opens an address that `services/external-links.ts` has let through. False where the learner declined or the host
   * has no browser to open.
   */
  openLink(address: string): Promise<boolean>;
  /**
   * Encrypts a secret for the disk with the system's protected storage; null where the host has none and an owner-only
   * file must be enough.
   */
  protectSecret(secret: Uint8Array): Promise<Uint8Array | null>;
  /**
   * Decrypts what `protectSecret` gave.
   * @throws Error where the storage is locked, belongs to another user, or is missing
   */
  revealSecret(encrypted: Uint8Array): Promise<Uint8Array>;
  /** The page answered whether it could save what was being typed, and to which ask. */
  draftsKept(ask: number, kept: boolean): void;
  readonly openedFile: OpenedFilePort;
  /**
   * Lets the learner choose a recording or captions; an absolute path, or null where they cancel.
   * @throws OperationFailure `not-found` where the host has no dialog of its own
   */
  chooseRecording(kind: RecordingFileKind): Promise<string | null>;
  /**
   * Starts a process of its own, which gets nothing of this one but what is posted to it. However it ends, this one
   * goes on.
   */
  startProcess(options: SeparateProcessOptions): SeparateProcess;
}

/** How a separate process starts, and who hears of it. */
export interface SeparateProcessOptions {
  /** A built file of this app. */
  readonly file: string;
  /** Upper bound of its JavaScript heap, beyond which it ends. */
  readonly heapMegabytes: number;
  /** Hears what it posts. */
  readonly onMessage: (message: unknown) => void;
  /** Hears that it is gone, or that it could not start, with the reason for the log; perhaps more than once. */
  readonly onEnd: (reason: Error) => void;
}

/** A separate process. */
export interface SeparateProcess {
  /** Posts it a structured clone. */
  post(message: unknown): void;
  /** Ends it, also while it starts or is busy. */
  kill(): void;
}

/** The learner file that was opened with the app, where the host can be started with one. */
export interface OpenedFilePort {
  /**
   * The file, once; null where there is none, or it was named already.
   * @throws OperationFailure `not-found` for a file that is gone
   */
  next(): Promise<{ readonly fileId: string; readonly size: number } | null>;
  /**
   * A piece of it from a byte on, of `OPENED_FILE_PIECE_BYTES` at most; empty at its end.
   * @throws OperationFailure `not-found` for an unknown id or a file that is gone
   */
  read(fileId: string, offset: number): Promise<Uint8Array>;
}

/** What a host that was installed from a file can do for its update from another one. */
export interface UpdatePort {
  /** Which installer replaces this installation. */
  readonly installation: {
    readonly kind: 'nsis' | 'dmg' | 'AppImage' | 'deb' | 'rpm';
    readonly architecture: 'x64' | 'arm64';
  };
  /** Lets the learner choose the description of an update; its path, or null where they cancel. */
  chooseDescription(): Promise<string | null>;
  /**
   * Closes the app, as a quit does, and starts the installer when it is closed. Where the person stays, nothing is
   * installed at a later quit. False, with the app as it was, where the installer isn't the one with that digest.
   * @param sha256 hexadecimal
   * @throws OperationFailure with a file code where the installer can't be put in its place
   */
  closeAndInstall(installer: string, sha256: string): Promise<boolean>;
}

/** Where the host writes what the learner must not see: unforeseen errors with their stacks. */
export interface Logger {
  error(message: string, cause?: unknown): void;
}
