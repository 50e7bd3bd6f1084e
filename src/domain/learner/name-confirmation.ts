import { normaliseName, type Learner } from './learner';

/** Joiners and direction marks: names are stored with them, but they are invisible. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Whether a typed text names the learner, in either script: the signature under a protocol, the confirmation of an
 * irreversible action. Letter case, spacing, normal form and invisible characters (Khmer is typed with zero-width
 * spaces) make no difference: it is no password.
 */
export function namesLearner(typed: string, learner: Pick<Learner, 'latinName' | 'khmerName'>): boolean {
  const given = comparable(typed);
  return given !== '' && [learner.latinName, learner.khmerName].some((name) => comparable(name) === given);
}

function comparable(name: string): string {
  return normaliseName(name).replace(UNSEEN, '').normalize('NFC').toLowerCase();
}
