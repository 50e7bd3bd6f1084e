import type { Question } from '../series/question';
import { seededRandom, seedFor, shuffled } from './seeded-random';

/** What to draw from, and how. */
export interface DrawRequest {
  readonly questions: readonly Question[];
  /** Number of questions; fewer are drawn when the bank is smaller. */
  readonly count: number;
  /** 32-bit unsigned; the same request gives the same draw. */
  readonly seed: number;
  /**
   * Ids of questions seen recently: drawn only when neither their objective nor another one has unseen questions left.
   */
  readonly avoid: readonly string[];
}

/**
 * Draws questions objective by objective in turn, so that every objective is asked about before one is asked about
 * twice. Reflections are not among them: they aren't graded and are drawn separately. Returns question ids in the order
 * in which they are asked.
 */
export function drawQuestions({ questions, count, seed, avoid }: DrawRequest): string[] {
  const random = seededRandom(seed);
  const avoided = new Set(avoid);
  const byObjective = new Map<string, Question[]>();
  for (const question of questions) {
    if (question.type === 'reflection') continue;
    byObjective.set(question.objectiveId, [...(byObjective.get(question.objectiveId) ?? []), question]);
  }
  const piles = shuffled([...byObjective.values()], random).map((pile) => {
    const mixed = shuffled(pile, random);
    return [...mixed.filter(({ id }) => !avoided.has(id)), ...mixed.filter(({ id }) => avoided.has(id))];
  });
  const drawn: string[] = [];
  while (drawn.length < count && piles.some((pile) => pile.length > 0)) {
    const fresh = piles.filter(([next]) => next && !avoided.has(next.id));
    for (const pile of [...fresh, ...piles.filter((each) => !fresh.includes(each))]) {
      const next = pile.shift();
      if (next && drawn.length < count) drawn.push(next.id);
    }
  }
  return shuffled(drawn, random);
}

/**
 * Draws the one reflection that a quiz asks after its graded questions: another one than last time where the bank has
 * one. Undefined where the bank has none. The seed is mixed, so that the graded draw of the same seed is unaffected.
 *
 * @param lastId id of the reflection that was asked last
 */
export function drawReflection(
  questions: readonly Question[],
  seed: number,
  lastId: string | undefined,
): string | undefined {
  const ids = questions.filter(({ type }) => type === 'reflection').map(({ id }) => id);
  const others = ids.filter((id) => id !== lastId);
  return shuffled(others.length > 0 ? others : ids, seededRandom(seedFor(seed, 'reflection')))[0];
}
