/** Records as learner files without the page, which can't be loaded or has crashed. */
export { createJournalRescue, type JournalRescue, type RescuedRecords } from './journal-rescue';
