/**
 * Milliseconds of work after which the page may draw and react: less than a person notices (50 ms is a "long task").
 */
const BUDGET = 30;

/**
 * Keeps the page responsive during long work. Awaiting a file isn't enough: its next piece is there at once, and
 * promises run before anything else. The returned function resolves at once until the time is used up, and then after
 * the page had its turn.
 */
export function createPageYield(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < BUDGET) return;
    await new Promise((passed) => setTimeout(passed, 0));
    began = performance.now();
  };
}
