/** A file that was opened, wherever it lies. */
export interface OpenedFile {
  /** As it is shown. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** It asks for a password. */
  readonly isLocked?: boolean;
  /** An archive that can't be read to its end. */
  readonly isDamaged?: boolean;
  /** Its first bytes, at most so many. Rejects where the system doesn't give them. */
  readonly read: (maximum: number) => Promise<Uint8Array<ArrayBuffer>>;
}
