import { stableNoteId } from './note-id';

/** Which reflection of which quiz: one note answers it (decision 012). */
export interface AskedReflection {
  readonly attemptId: string;
  readonly questionId: string;
}

/** The id of the note that answers a reflection, made of both ids. */
export function reflectionNoteId({ attemptId, questionId }: AskedReflection): string {
  return stableNoteId(`reflection\n${attemptId}\n${questionId}`);
}
