import { defineStore } from 'pinia';
import { nowIso, useAppContext } from '../../app-context';
import { SOURCE_LANGUAGE, type Language, type Translate } from '../../../../domain/text/language';
import { usePaperLanguage } from '../record/paper-language';
import { useDocumentExport } from './document-export';
import { jobAidDocument, type JobAidMatter } from './job-aid-document';
import { draftLine } from './paper-draft';

/** A module's job aid as a PDF. Nothing of it is stored. */
export const useJobAid = defineStore('job-aid', () => {
  const context = useAppContext();
  const paperLanguage = usePaperLanguage();
  const { work, busy, run, print, clear } = useDocumentExport();

  /**
   * Has the page typeset in the languages of paper and gives it to the learner. One at a time.
   * @param matterIn loads what the page is made of in a language, with the words of the interface
   */
  async function save(
    matterIn: (language: Language) => Promise<JobAidMatter | null>,
    wordsIn: (language: Language) => Translate,
  ): Promise<void> {
    const { languages } = paperLanguage;
    await run(async () => {
      const [own, second] = await Promise.all(languages.map((each) => (each ? matterIn(each) : null)));
      if (!own) return null;
      const inWords = (matter: JobAidMatter) => jobAidDocument(matter, wordsIn(matter.aid.language));
      const { language } = own.aid;
      // What isn't translated is there once, in the source's language.
      const isTranslated = language !== SOURCE_LANGUAGE;
      const state = isTranslated
        ? context.translationIn(language)?.modules[own.module.id]?.parts['job-aid']
        : undefined;
      const document = {
        ...inWords(own),
        ...(isTranslated && second ? { beside: inWords(second) } : {}),
        ...draftLine(languages, state, wordsIn),
        madeAt: nowIso(context),
      };
      return print('job-aid.export', { document });
    });
  }

  return { work, busy, save, clear };
});
