/** The journals of the learners, whose turn it is to write them, and who was removed from this computer. */
export { createJournal, type Journal } from './journal';
export { createJournalEntry, decodeJournalLine, encodeJournalLine } from './journal-line';
export { createLearnerRemovals, type LearnerRemovals } from './learner-removals';
