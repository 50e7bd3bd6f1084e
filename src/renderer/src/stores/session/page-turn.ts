/** Milliseconds of work after which the page gets a turn: below what a person notices as a stop (50 ms is a "long task"). */
const TURN = 30;

/**
 * Lets the page draw and answer in between during long work. Reading a file alone doesn't: its next piece is there at once, and promises are served before anything else.
 * The function that is returned resolves at once until a turn's time is over, and after the page's turn then.
 */
export function takingTurns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < TURN) return;
    await new Promise((passed) => setTimeout(passed, 0));
    began = performance.now();
  };
}
