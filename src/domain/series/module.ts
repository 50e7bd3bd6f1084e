import type { Citation, Source } from './citation';
import type { Block, SectionOutline } from './section';
import type { Question, Revised } from './question';
import type { AgreementProtocol } from './agreement';
import type { JobAid, JobAidOutline } from './job-aid';
import type { ReaderRole } from './reader-role';
import type { Language } from '../text/language';

/** Who led the session, with the organisation named in the series. */
export interface Presenter {
  readonly name: string;
  readonly organisation: string;
}

/** What a learner can do after the module; one Bloom verb each. */
export interface Objective {
  readonly id: string;
  readonly text: string;
}

/** What the home screen and the progress rules need of a module; its text is loaded separately. */
export interface ModuleOutline {
  /** Stable; equals the folder's name without its number, e.g. `human-rights-council`. */
  readonly id: string;
  /** Place in the series, 1-10. */
  readonly number: number;
  /** Full title, as in the series' own list. */
  readonly title: string;
  readonly shortTitle: string;
  readonly presenters: readonly Presenter[];
  /** Language that the live session was held in. */
  readonly spokenLanguage: Language;
  readonly sections: readonly SectionOutline[];
  /** Questions in the bank and in one draw. */
  readonly questionCount: number;
  readonly drawCount: number;
  /** Lowest passing score, 0-1. */
  readonly passMark: number;
  /** Study load: words at 200 a minute, plus 1.5 minutes a drawn question. */
  readonly minutes: number;
  /** For each reader the sections to begin with, by their places in the list; missing where the module names none. */
  readonly paths?: Readonly<Record<ReaderRole, readonly number[]>>;
  /** Set where the module opens only after this protocol is agreed to. */
  readonly protocol?: Pick<AgreementProtocol, 'id' | 'version'>;
}

/** What a module says of itself. Home shows none of it, so it isn't in the first load. */
export interface ModuleIntroduction {
  /** Topics, in the words of the series' own list. */
  readonly topics: readonly string[];
  /** Own summary, 60-100 words. */
  readonly summary: string;
  readonly objectives: readonly Objective[];
  /** What the module is for each reader, in two sentences. */
  readonly readers?: Readonly<Record<ReaderRole, string>>;
  /** The page that it ends in; the page's parts are in its content. */
  readonly jobAid?: JobAidOutline;
}

/** The introductions of all modules, by module id. */
export type Introductions = Readonly<Record<string, ModuleIntroduction>>;

/** A Khmer term and the text in which it was read. It says that this text uses it, not that it is the best word. */
export interface KhmerTerm {
  readonly text: string;
  readonly source: string;
}

/** A glossary entry. */
export interface Term {
  readonly id: string;
  readonly term: string;
  /** Missing where no source that was read gives a Khmer term. */
  readonly khmer?: KhmerTerm;
  readonly definition: string;
  /** Where the definition comes from, as it is shown: short forms with article or paragraph. */
  readonly source: string;
  /** Module that teaches it. */
  readonly moduleId: string;
}

/** A module's study text: one lazy chunk. */
export interface ModuleContent {
  readonly moduleId: string;
  readonly sections: readonly SectionContent[];
  readonly questions: readonly (Question & Revised)[];
  readonly sources: readonly Source[];
  readonly terms: readonly Term[];
  readonly agreement?: AgreementProtocol;
  /** The one page to take to work. */
  readonly jobAid?: JobAid;
}

/** One section's text as blocks. */
export interface SectionContent {
  readonly id: string;
  readonly blocks: readonly Block[];
  /** Places cited in this section, each once, in order of appearance. */
  readonly citations: readonly Citation[];
}
