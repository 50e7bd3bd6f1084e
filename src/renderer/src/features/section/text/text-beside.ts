import type { Term } from '../../../../../domain/series/module';
import type { Block } from '../../../../../domain/series/section';
import type { Language } from '../../../../../domain/text/language';

/** A section's text in a second language, which is shown beside the first. */
export interface TextBeside {
  readonly language: Language;
  readonly blocks: readonly Block[];
  readonly terms: readonly Term[];
}
