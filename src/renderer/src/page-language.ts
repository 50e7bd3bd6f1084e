import { watch } from 'vue';
import type { Language } from '../../domain/text/language';
import { computersLanguage } from './i18n/interface-language';
import { useTexts } from './i18n/texts';
import { useAnnouncements } from './stores/host/announcements';
import { useSession } from './stores/session/session';

/**
 * Keeps the page in the learner's language: from each opening of a record, and at each change of the profile; in the
 * computer's where there is no learner. Call in the app's setup.
 *
 * @returns chooses a language: for the learner whose record is open, or else for the page alone
 */
export function usePageLanguage(): (language: Language) => void {
  const texts = useTexts();
  const sessionStore = useSession();
  const announcements = useAnnouncements();

  function show(language: Language): void {
    texts.show(language).catch(() => announcements.notify('error', 'partUnavailable'));
  }

  // Also what was found while the texts of the first screen were loaded, before there was a page.
  watch(
    [() => sessionStore.wantedLanguage, () => sessionStore.state.phase === 'open'],
    ([language]) => {
      show(language ?? computersLanguage());
    },
    { immediate: true },
  );

  return (language) => {
    // Where it can't be saved, the page stays as it is.
    if (sessionStore.state.phase === 'open') void sessionStore.update({ language });
    // The learner's already: its texts couldn't be loaded, and are asked for again.
    if (sessionStore.state.phase !== 'open' || sessionStore.wantedLanguage === language) show(language);
  };
}
