import type { Entry } from './entries';
import type { AgreementFile } from '../schemas/agreement-schema';
import type { FigureFile } from '../schemas/figure-schema';
import type { ModuleCard } from '../schemas/module-schema';
import type { QuestionEntry } from '../types';
import type { SourceEntry, TermEntry } from '../schemas/reference-schema';
import type { SeriesCard } from '../schemas/series-schema';
import type { SectionSource } from './section-source';

/** A figure's file; its id is the file's name. */
export interface FigureSource {
  readonly id: string;
  readonly entry: Entry<FigureFile>;
}

/** A module's folder, read. */
export interface ModuleSource {
  /** Folder's name, e.g. `08-human-rights-treaties`. */
  readonly folder: string;
  readonly card: Entry<ModuleCard>;
  /** In reading order. */
  readonly sections: readonly SectionSource[];
  readonly figures: readonly FigureSource[];
  readonly questions: readonly Entry<QuestionEntry>[];
  readonly quizFile: string;
  readonly agreement: Entry<AgreementFile> | undefined;
}

/** The whole series, read: whatever fits its schema, with lines. What could not be read is missing here and reported apart. */
export interface SeriesSource {
  readonly card: Entry<SeriesCard>;
  /** In the order of `series.yaml`. */
  readonly modules: readonly ModuleSource[];
  readonly sources: readonly Entry<SourceEntry>[];
  readonly terms: readonly Entry<TermEntry>[];
}
