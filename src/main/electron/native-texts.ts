/**
 * All texts that the desktop host itself shows: menus and system dialogs. The page's texts are in its own locale files.
 */
export interface NativeTexts {
  readonly menu: {
    readonly file: string;
    readonly edit: string;
    readonly view: string;
    readonly window: string;
    readonly help: string;
    readonly close: string;
    readonly quit: string;
    readonly undo: string;
    readonly redo: string;
    readonly cut: string;
    readonly copy: string;
    readonly paste: string;
    readonly selectAll: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly resetZoom: string;
    readonly fullScreen: string;
    readonly minimize: string;
    readonly reload: string;
    readonly developerTools: string;
    readonly about: string;
  };
  readonly save: {
    readonly title: string;
    readonly fileKind: string;
    readonly credentialKind: string;
    readonly learnerFileKind: string;
    readonly statementsKind: string;
    readonly tableKind: string;
    readonly questionsKind: string;
    readonly notebookKind: string;
    /** Title of the dialog in which a folder is chosen. */
    readonly folder: string;
  };
  readonly recording: {
    readonly title: string;
    readonly fileKind: string;
    readonly captionsTitle: string;
    readonly captionsKind: string;
  };
  readonly update: { readonly title: string; readonly fileKind: string };
  readonly replace: {
    readonly message: string;
    readonly detail: string;
    readonly confirm: string;
    readonly cancel: string;
  };
  readonly unsaved: {
    readonly message: string;
    readonly detail: string;
    readonly confirm: string;
    readonly cancel: string;
  };
  readonly failure: {
    readonly message: string;
    readonly detail: string;
    readonly again: string;
    readonly save: string;
    readonly quit: string;
    readonly saved: string;
    readonly nothingSaved: string;
    readonly someUnreadable: string;
    /** `{n}` entries each. */
    readonly withheld: string;
    readonly unfit: string;
    readonly notSaved: string;
  };
  readonly link: { readonly message: string; readonly confirm: string; readonly cancel: string };
}

/** The languages that the desktop host speaks, by BCP 47 language. Another language is one more entry. */
const NATIVE_TEXTS = {
  en: {
    menu: {
      file: '&File',
      edit: '&Edit',
      view: '&View',
      window: '&Window',
      help: '&Help',
      close: 'Close window',
      quit: 'Quit Child Justice Series',
      undo: 'Undo',
      redo: 'Redo',
      cut: 'Cut',
      copy: 'Copy',
      paste: 'Paste',
      selectAll: 'Select all',
      zoomIn: 'Larger',
      zoomOut: 'Smaller',
      resetZoom: 'Usual size',
      fullScreen: 'Full screen',
      minimize: 'Minimise',
      reload: 'Reload',
      developerTools: 'Developer tools',
      about: 'About Child Justice Series',
    },
    save: {
      title: 'Save',
      fileKind: 'PDF document',
      credentialKind: 'Signed credential',
      learnerFileKind: 'Learner file',
      statementsKind: 'xAPI statements',
      tableKind: 'Table',
      questionsKind: 'Question bank',
      notebookKind: 'Notebook',
      folder: 'Choose a folder for the certificates',
    },
    recording: {
      title: 'Choose a recording',
      fileKind: 'Recording',
      captionsTitle: 'Choose captions',
      captionsKind: 'WebVTT captions',
    },
    update: { title: 'Choose the file update.json', fileKind: 'Description of an update' },
    replace: {
      message: 'A file of this name is already there.',
      detail: 'Replacing it overwrites its content.',
      confirm: 'Replace',
      cancel: 'Cancel',
    },
    unsaved: {
      message: 'What was typed last could not be saved. Close all the same?',
      detail: 'Everything that was shown as saved stays. Copy the last words, or free some space on the disk and stay.',
      confirm: 'Close and lose it',
      cancel: 'Stay',
    },
    failure: {
      message: 'The app’s window could not be shown.',
      detail:
        'Nothing that was saved is lost: it is in the data folder. If trying again doesn’t help, save the record as a file, restart the computer and install the app again; that keeps all data.',
      again: 'Try again',
      save: 'Save the record as a file',
      quit: 'Quit',
      saved:
        'The record was saved, and the app can bring it in again. Notes that a PIN protects stay sealed in it: after bringing it in, open them with the PIN or the recovery code, under Settings, PIN and lock.',
      nothingSaved: 'No record was saved.',
      someUnreadable: 'A record on this computer can’t be read. Keep the data folder as it is.',
      withheld:
        'Left out, since the PIN had not sealed them yet: notes or answers, {n}. They are in the data folder of this computer: keep it.',
      unfit:
        'Left out, since this version of the app does not know them: entries, {n}. They are in the data folder of this computer: keep it.',
      notSaved: 'The record could not be saved there. Choose another folder.',
    },
    link: { message: 'Open this address in the browser?', confirm: 'Open', cancel: 'Cancel' },
  },
} as const satisfies Readonly<Record<string, NativeTexts>>;

/** Texts in the language of a locale (`km-KH`), or in English where the host doesn't speak it. */
export function nativeTexts(locale: string): NativeTexts {
  const language = locale.split(/[-_]/)[0] ?? '';
  const texts: Readonly<Record<string, NativeTexts>> = NATIVE_TEXTS;
  return (Object.hasOwn(texts, language) ? texts[language] : undefined) ?? NATIVE_TEXTS.en;
}
