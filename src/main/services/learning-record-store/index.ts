/** Statements on a group, sent to a learning record store. */
export { sendStatements } from './sending';
