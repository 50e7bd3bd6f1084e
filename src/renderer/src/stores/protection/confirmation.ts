/**
 * What came of a change whose recovery code was noted: `changed` where another window or browser changed PIN or code
 * meanwhile; what it set is valid, the noted code opens nothing, and nothing is changed here.
 */
export type Confirmation = 'saved' | 'changed';
