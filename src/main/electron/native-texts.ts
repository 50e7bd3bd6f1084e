import { firstKnownLanguage, type Language } from '../../domain/text/language';

/**
 * All texts that the desktop host itself shows: menus and system dialogs. The page's texts are in its own locale files.
 */
const ENGLISH = {
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
    find: 'Find on this page',
    print: 'Print…',
    'look-up': 'Look up in the app',
    'note-words': 'Add to notes',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    resetZoom: 'Usual size',
    fullScreen: 'Full screen',
    minimize: 'Minimise',
    reload: 'Reload',
    developerTools: 'Developer tools',
    about: 'About Child Justice Series',
  },
  /** In the list of tasks at the app's button. */
  concern: { title: 'Report a concern: 1280', description: 'Child Helpline Cambodia, and what to do' },
  save: {
    title: 'Save',
    fileKind: 'PDF document',
    credentialKind: 'Signed credential',
    learnerFileKind: 'Backup',
    statementsKind: 'xAPI statements',
    tableKind: 'Table',
    workbookKind: 'Excel workbook',
    questionsKind: 'Question bank',
    notebookKind: 'Notebook',
    /** Title of the dialog in which a folder is chosen. */
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
      'Nothing that was saved is lost: it is in the data folder. If trying again doesn’t help, save the raw record as a file, restart the computer and install the app again over the old one; that keeps all data. Don’t delete the app’s folder: in a copy on a stick the records are in it.',
    again: 'Try again',
    save: 'Save the raw record as a file',
    quit: 'Quit',
    saved:
      'The record was saved, and the app can bring it in again. Notes that a PIN protects stay sealed in it, and those that it had not sealed yet are left out: keep the data folder. After bringing the file in, open them with the PIN or the recovery code, under Settings, PIN and lock.',
    nothingSaved: 'No record was saved.',
    someUnreadable: 'A record on this computer can’t be read. Keep the data folder as it is.',
    notSaved: 'A record could not be saved there. Choose another folder.',
  },
  /** Why the app can't start. */
  start: {
    /** `{folder}` is the data folder. */
    unusableFolder:
      'The app could not start, since nothing can be written in its data folder:\n{folder}\n\nNothing was changed. Free some space on the disk, and allow writing in this folder: a stick may be write-protected, or a rule of the office may forbid it. Or put the app in another place and start it there.',
    openAlready:
      'The app is open already, in the browser or in another window. Close it there first, then start it again.',
    linuxSticks: 'On Linux, a stick formatted as FAT or exFAT can’t hold the data folder.',
    noAppData:
      'The app could not start, since Windows can’t reach the folder with the data of programs (AppData). It may be on another disk or computer that isn’t connected. Nothing was changed. Connect it, then start the app again.',
  },
  link: { message: 'Open this address in the browser?', confirm: 'Open', cancel: 'Cancel' },
};

/** The texts of one language. */
export type NativeTexts = typeof ENGLISH;

/** The languages that the desktop host speaks. */
const NATIVE_TEXTS: Readonly<Record<Language, NativeTexts>> = {
  en: ENGLISH,
  // A draft, like the interface's Khmer (`docs/khmer-wording.md`).
  km: {
    menu: {
      file: 'ឯកសារ',
      edit: 'កែសម្រួល',
      view: 'មើល',
      window: 'បង្អួច',
      help: 'ជំនួយ',
      close: 'បិទបង្អួច',
      quit: 'ចេញពី Child Justice Series',
      undo: 'មិនធ្វើវិញ',
      redo: 'ធ្វើឡើងវិញ',
      cut: 'កាត់',
      copy: 'ចម្លង',
      paste: 'ដាក់ចូល',
      selectAll: 'ជ្រើសរើសទាំងអស់',
      find: 'ស្វែងរកក្នុងទំព័រនេះ',
      print: 'បោះពុម្ព…',
      'look-up': 'ស្វែងរកក្នុងកម្មវិធី',
      'note-words': 'បន្ថែមទៅកំណត់ត្រា',
      zoomIn: 'ពង្រីក',
      zoomOut: 'បង្រួម',
      resetZoom: 'ទំហំធម្មតា',
      fullScreen: 'ពេញអេក្រង់',
      minimize: 'បង្រួមបង្អួច',
      reload: 'ផ្ទុកឡើងវិញ',
      developerTools: 'ឧបករណ៍អ្នកអភិវឌ្ឍន៍',
      about: 'អំពី Child Justice Series',
    },
    concern: { title: 'រាយការណ៍អំពីកង្វល់៖ 1280', description: 'Child Helpline Cambodia និងអ្វីដែលត្រូវធ្វើ' },
    save: {
      title: 'រក្សាទុក',
      fileKind: 'ឯកសារ PDF',
      credentialKind: 'លិខិតបញ្ជាក់ឌីជីថល',
      learnerFileKind: 'ឯកសារបម្រុងទុក',
      statementsKind: 'ទិន្នន័យ xAPI',
      tableKind: 'តារាង',
      workbookKind: 'ឯកសារ Excel',
      questionsKind: 'ឃ្លាំងសំណួរ',
      notebookKind: 'សៀវភៅកំណត់ត្រា',
      folder: 'ជ្រើសរើសថតសម្រាប់វិញ្ញាបនបត្រ',
    },
    recording: {
      title: 'ជ្រើសរើសការថតទុក',
      fileKind: 'ការថតទុក',
      captionsTitle: 'ជ្រើសរើសអក្សរពីក្រោម',
      captionsKind: 'អក្សរពីក្រោម WebVTT',
    },
    update: { title: 'ជ្រើសរើសឯកសារ update.json', fileKind: 'ព័ត៌មានអំពីកំណែថ្មី' },
    replace: {
      message: 'មានឯកសារឈ្មោះនេះរួចហើយ។',
      detail: 'បើជំនួស ខ្លឹមសារចាស់នឹងបាត់។',
      confirm: 'ជំនួស',
      cancel: 'បោះបង់',
    },
    unsaved: {
      message: 'អ្វីដែលបានវាយចុងក្រោយ មិនអាចរក្សាទុកបានទេ។ តើបិទទោះយ៉ាងណាក៏ដោយឬ?',
      detail: 'អ្វីៗដែលបានបង្ហាញថាបានរក្សាទុក នៅដដែល។ សូមចម្លងពាក្យចុងក្រោយ ឬធ្វើឱ្យមានទំហំទំនេរលើថាស ហើយកុំទាន់បិទ។',
      confirm: 'បិទ ហើយបាត់ពាក្យចុងក្រោយ',
      cancel: 'មិនបិទ',
    },
    failure: {
      message: 'មិនអាចបង្ហាញបង្អួចកម្មវិធីបានទេ។',
      detail:
        'អ្វីដែលបានរក្សាទុក មិនបាត់ទេ៖ វានៅក្នុងថតទិន្នន័យ។ បើព្យាយាមម្តងទៀតនៅតែមិនបាន សូមរក្សាទុកទិន្នន័យសិក្សាឆៅជាឯកសារ បិទ រួចបើកកុំព្យូទ័រឡើងវិញ ហើយដំឡើងកម្មវិធីម្តងទៀតពីលើកម្មវិធីចាស់។ ការធ្វើបែបនេះមិនលុបទិន្នន័យទេ។ កុំលុបថតរបស់កម្មវិធី៖ បើកម្មវិធីនៅលើ USB ទិន្នន័យសិក្សានៅក្នុងថតនោះ។',
      again: 'ព្យាយាមម្តងទៀត',
      save: 'រក្សាទុកទិន្នន័យសិក្សាឆៅជាឯកសារ',
      quit: 'ចេញ',
      saved:
        'បានរក្សាទុកទិន្នន័យសិក្សា ហើយកម្មវិធីអាចនាំវាចូលវិញ។ កំណត់ត្រាដែលកូដ PIN ការពារ នៅតែអ៊ិនគ្រីបក្នុងនោះ ហើយអ្វីដែលមិនទាន់បានអ៊ិនគ្រីប មិនត្រូវបានបញ្ចូលទេ៖ សូមកុំលុបថតទិន្នន័យ។ ក្រោយពីនាំចូល សូមបើកវាដោយកូដ PIN ឬកូដសង្គ្រោះ ក្នុង «ការកំណត់» ត្រង់ «កូដ PIN និងការចាក់សោ»។',
      nothingSaved: 'មិនបានរក្សាទុកទិន្នន័យសិក្សាណាមួយទេ។',
      someUnreadable: 'ទិន្នន័យសិក្សាមួយនៅលើកុំព្យូទ័រនេះ មិនអាចអានបានទេ។ សូមទុកថតទិន្នន័យនៅដដែល។',
      notSaved: 'មិនអាចរក្សាទុកទិន្នន័យសិក្សាមួយនៅទីនោះបានទេ។ សូមជ្រើសរើសថតផ្សេង។',
    },
    start: {
      unusableFolder:
        'មិនអាចបើកកម្មវិធីបានទេ ព្រោះមិនអាចសរសេរចូលក្នុងថតទិន្នន័យរបស់កម្មវិធីបាន៖\n{folder}\n\nគ្មានអ្វីត្រូវបានផ្លាស់ប្តូរទេ។ សូមធ្វើឱ្យមានទំហំទំនេរលើថាស ហើយអនុញ្ញាតឱ្យសរសេរចូលក្នុងថតនេះ៖ USB ប្រហែលជាត្រូវបានការពារមិនឱ្យសរសេរចូល ឬបទបញ្ជារបស់ការិយាល័យប្រហែលជាហាមមិនឱ្យសរសេរចូល។ ឬសូមដាក់កម្មវិធីនៅកន្លែងផ្សេង រួចបើកនៅទីនោះ។',
      openAlready: 'កម្មវិធីនេះកំពុងបើករួចហើយ ក្នុងកម្មវិធីរុករក ឬក្នុងបង្អួចកម្មវិធីមួយទៀត។ សូមបិទវានៅទីនោះជាមុនសិន រួចបើកម្តងទៀត។',
      linuxSticks: 'ក្នុង Linux មិនអាចដាក់ថតទិន្នន័យនៅលើ USB ដែលមានទម្រង់ FAT ឬ exFAT បានទេ។',
      noAppData:
        'មិនអាចបើកកម្មវិធីបានទេ ព្រោះ Windows មិនអាចចូលទៅថតដែលមានទិន្នន័យរបស់កម្មវិធីនានា (AppData) បាន។ ថតនោះប្រហែលជានៅលើថាស ឬកុំព្យូទ័រផ្សេងដែលមិនបានភ្ជាប់។ គ្មានអ្វីត្រូវបានផ្លាស់ប្តូរទេ។ សូមភ្ជាប់វា រួចបើកកម្មវិធីម្តងទៀត។',
    },
    link: { message: 'បើកអាសយដ្ឋាននេះក្នុងកម្មវិធីរុករកឬ?', confirm: 'បើក', cancel: 'បោះបង់' },
  },
};

/**
 * Texts in the first of the computer's languages (`km-KH`) that the host speaks, or in English. The computer's and not
 * the learner's: the system's own parts of the same menus and dialogs are in it.
 */
export function nativeTexts(languages: readonly string[]): NativeTexts {
  return NATIVE_TEXTS[firstKnownLanguage(languages)];
}
