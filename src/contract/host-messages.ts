/** The one channel on which the desktop host speaks to its page first. */
export const HOST_MESSAGE_CHANNEL = 'child-justice-series:message';

/**
 * Begins the argument of the page's process that names the system's languages, the preferred one first, with commas
 * between. Electron's `navigator.languages` begins with the language of Electron's own texts, which is never Khmer.
 */
export const LANGUAGES_SWITCH = '--cjs-languages=';

/**
 * What the desktop host tells its page, by name: whatever more there is, the page asks for with an operation.
 * - `keep-drafts`: the window is about to close or to be loaded anew; the page answers with `drafts.kept` and the
 *   number of this ask, since an answer may come after a later one
 * - `lock`: the computer's screen is being locked, or the computer goes to sleep
 * - `report-concern`: the page on reporting a concern was asked for, from the system's own list of the app's tasks
 * - `find`: words on the page are to be found
 * - `look-up`, `note-words`: the words that are selected are to be looked up, or noted
 * - `file-opened`: a learner file was opened with the app; `opened-file.next` names it
 */
export type HostMessage =
  | { readonly name: 'keep-drafts'; readonly ask: number }
  | { readonly name: 'lock' | 'report-concern' | 'file-opened' | 'find' | 'look-up' | 'note-words' };
