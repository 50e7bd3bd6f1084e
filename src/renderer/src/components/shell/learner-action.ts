/** What the learner's menu offers, besides the other languages. */
export type LearnerAction = 'switch' | 'add' | 'lock' | 'help' | 'facilitators' | 'settings';
