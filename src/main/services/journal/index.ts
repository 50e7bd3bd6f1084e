/** The journals of the learners, and who was removed from this computer. */
export { createJournal, type Journal } from './journal';
export { createJournalEntry, decodeJournalLine, encodeJournalLine } from './journal-line';
export { createLearnerRemovals, learnerRemoved, type LearnerRemovals } from './learner-removals';
export { createRemovalMarks } from './removal-marks';
