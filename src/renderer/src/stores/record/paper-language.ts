import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { LANGUAGE_CHOICES, LANGUAGES, SOURCE_LANGUAGE } from '../../../../domain/text/language';
import type { Language, LanguageChoice } from '../../../../domain/text/language';
import { useAppContext } from '../../app-context';
import { useSession } from '../session/session';
import { useCourseLanguage } from './course-language';

/** In which language papers are made, or in both on one page: that of the course until another one is chosen. */
export const usePaperLanguage = defineStore('paper-language', () => {
  const { translationIn } = useAppContext();
  const sessionStore = useSession();
  const courseLanguage = useCourseLanguage();
  const chosen = ref<LanguageChoice | null>(null);
  watch(
    () => sessionStore.current,
    () => {
      chosen.value = null;
    },
  );

  /** The source's alone where the titles of the other aren't there: a paper is in its language or isn't made. */
  const offered = computed<readonly LanguageChoice[]>(() =>
    LANGUAGES.every((language) => language === SOURCE_LANGUAGE || translationIn(language))
      ? LANGUAGE_CHOICES
      : [SOURCE_LANGUAGE],
  );
  const choice = computed<LanguageChoice>(() => {
    const wanted = chosen.value ?? courseLanguage.choice;
    return offered.value.includes(wanted) ? wanted : SOURCE_LANGUAGE;
  });
  /** The language that leads on paper, and the one below it: a translation stands above what it is a translation of. */
  const languages = computed<readonly [Language, Language?]>(() => {
    if (choice.value !== 'both') return [choice.value];
    return [LANGUAGES.find((language) => language !== SOURCE_LANGUAGE) ?? SOURCE_LANGUAGE, SOURCE_LANGUAGE];
  });

  function choose(choiceOfPaper: LanguageChoice): void {
    chosen.value = choiceOfPaper;
  }

  return { offered, choice, languages, choose };
});
