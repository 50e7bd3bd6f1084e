/** How far a translated part is: a draft, or read and signed off by a native reader. */
export type TranslationState = 'draft' | 'read';

/** A section whose whole text is translated. */
export interface SectionTranslation {
  readonly title: string;
  readonly state: TranslationState;
}

/** What is translated of a module, and how far each part is. */
export interface ModuleTranslation {
  readonly titles?: { readonly title: string; readonly shortTitle: string };
  /** States of the parts that have a translation: the module's card, its quiz, its job aid, its protocol. */
  readonly parts: Readonly<Partial<Record<'card' | 'quiz' | 'job-aid' | 'agreement', TranslationState>>>;
  /** By section id. */
  readonly sections: Readonly<Record<string, SectionTranslation>>;
  /** Titles of sections whose text isn't translated. */
  readonly sectionTitles?: Readonly<Record<string, string>>;
}

/** The outline of a series in another language than its own. */
export interface SeriesTranslation {
  readonly title?: string;
  readonly modules: Readonly<Record<string, ModuleTranslation>>;
  /** Titles by sequence id. */
  readonly sequences: Readonly<Record<string, string>>;
}
