import type { Language } from '../text/language';

/** How a concern about a child is reported. Part of the first load: nothing stands before it. */
export interface Reporting {
  /** Module whose protocol says it. */
  readonly moduleId: string;
  /** Section that teaches it, where the learner's own focal point is written down. */
  readonly sectionId?: string;
  readonly helpline: {
    /** As it is dialled. */
    readonly number: string;
    readonly name: string;
    /** Who is listened to, when, and for what. */
    readonly answers: Readonly<Record<Language, string>>;
    /** Where and when the number was read. */
    readonly read: Readonly<Record<Language, string>>;
  };
  /** What is done first where a child is in danger now. */
  readonly danger: Readonly<Record<Language, string>>;
  /** The steps that the printed card can't do without. */
  readonly today: Readonly<Record<Language, string>>;
  /** In the course's language. */
  readonly steps: readonly { readonly id: string; readonly title: string; readonly text: string }[];
}
