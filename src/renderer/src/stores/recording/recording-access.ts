import type { Fingerprint, RecordingFileKind } from '../../../../contract/recording';
import type { AttachedFile, RecordingSource } from '../../storage';
import type { HostError } from '../host/host-error';

/** A chosen file as it is now. */
export type FoundFile =
  | {
      readonly state: 'present';
      readonly fingerprint: Fingerprint;
      /** Where the page plays it from. */
      readonly address: string;
      /** Ends the address. */
      readonly release: () => void;
    }
  /**
   * `missing`: it isn't where it was. `permission`: the browser asks the learner again. `unchosen`: the browser can't
   * keep files, so that it is chosen each time. `unreadable`: it is there and can't be read.
   */
  | { readonly state: 'missing' | 'permission' | 'unchosen' | 'unreadable' };

/** What came of choosing a file. */
export type ChosenFile =
  | { readonly outcome: 'chosen'; readonly file: AttachedFile; readonly found: FoundFile }
  | { readonly outcome: 'unsuitable' | 'unreadable'; readonly fileName: string }
  | { readonly outcome: 'cancelled' };

/** Why a choice changed nothing. `code` is one of the host's. */
export type RecordingRefusal =
  | { readonly reason: 'unsuitable' | 'unreadable'; readonly fileName: string; readonly kind: RecordingFileKind }
  | { readonly reason: 'host'; readonly code: HostError['code'] };

/** How a host lets the learner choose recordings and finds them again. */
export interface RecordingAccess {
  /** True where the page has a field for files in place of a dialog, and nothing is found again. */
  readonly usesField: boolean;
  /** Lets the learner choose. Call it at once when a button is pressed: browsers open no dialog otherwise. */
  choose(kind: RecordingFileKind): Promise<ChosenFile>;
  /** Takes a file of the page's own field. */
  take(file: File, kind: RecordingFileKind): Promise<ChosenFile>;
  /** How a chosen file is now. */
  find(source: RecordingSource): Promise<FoundFile>;
  /** Has the browser ask the learner again; as `choose`, at once when a button is pressed. */
  allow(source: RecordingSource): Promise<void>;
  /** Has the host forget where a file is; the file itself stays. */
  forget(source: RecordingSource): Promise<void>;
}
