import { defineStore } from 'pinia';
import { computed } from 'vue';
import { readingChoice } from '../../../../domain/learner/learner';
import { LANGUAGES, SOURCE_LANGUAGE, type Language, type LanguageChoice } from '../../../../domain/text/language';
import { useSession } from '../session/session';

/** In which language the learner reads the course, or in which two, side by side. */
export const useCourseLanguage = defineStore('course-language', () => {
  const sessionStore = useSession();
  const ofPage = computed<Language>(() => sessionStore.wantedLanguage ?? SOURCE_LANGUAGE);
  const choice = computed(() => readingChoice(sessionStore.preferences, ofPage.value));
  /** The one that notes, quotes and the reading position are of. */
  const language = computed(() => (choice.value === 'both' ? ofPage.value : choice.value));
  const beside = computed(() =>
    choice.value === 'both' ? (LANGUAGES.find((other) => other !== language.value) ?? null) : null,
  );

  async function choose(readingLanguage: LanguageChoice): Promise<void> {
    await sessionStore.update({ preferences: { readingLanguage } });
  }

  return { choice, language, beside, choose };
});
