import type { App, Session } from 'electron';

/**
 * Where dictionaries would be fetched: the reserved top-level domain that never exists (RFC 2606). Electron initialises
 * the spelling check of every session and fetches a dictionary for the system's language, whatever a window's
 * `spellcheck` says.
 */
const NOWHERE = 'https://dictionaries.invalid/';

/**
 * Keeps Electron itself from asking other computers. Must run before `ready`: the default session exists from then on.
 * No name is resolved, so that whatever Chromium has for services of its own reaches nobody.
 */
export function keepOffline(app: Pick<App, 'on' | 'commandLine'>): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.on('session-created', withoutDictionaries);
}

function withoutDictionaries(session: Session): void {
  session.setSpellCheckerDictionaryDownloadURL(NOWHERE);
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
}
