/**
 * The largest input, in levels of arrays and objects; the table of operations needs four. Parsers recurse, and only an
 * attack is deeper.
 */
const MAXIMUM_DEPTH = 16;

/**
 * Says why an operation's input is refused before any schema sees it, or null. Allowed: one plain object, plain JSON
 * all the way down, within the depth and the size. A Map, a cycle or a big integer survives Electron's structured clone
 * but not HTTP, and schemas take a Map for an object without keys: both hosts must see the same values.
 * @param maximumBytes upper bound of the input's JSON text
 */
export function refuseInput(input: unknown, maximumBytes: number): string | null {
  if (!isPlainObject(input)) return 'The input is not an object.';
  // A structured clone keeps shared parts shared: fifteen nested arrays of ten times the same part are small to send
  // and 10^15 values to walk. So the walk has a budget, and only what fits it is turned into text.
  if (!fits(input, MAXIMUM_DEPTH, { characters: maximumBytes })) {
    return `The input is not plain JSON of at most ${MAXIMUM_DEPTH} levels and ${maximumBytes} bytes.`;
  }
  return Buffer.byteLength(JSON.stringify(input)) > maximumBytes
    ? `The input is larger than ${maximumBytes} bytes.`
    : null;
}

function fits(value: unknown, levels: number, budget: { characters: number }): boolean {
  budget.characters -= typeof value === 'string' ? value.length + 2 : 1;
  if (budget.characters < 0) return false;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => fits(item, levels - 1, budget));
  if (!isPlainObject(value)) return false;
  return Object.entries(value).every(([key, item]) => {
    budget.characters -= key.length + 3;
    return fits(item, levels - 1, budget);
  });
}

/** True for `{}` and its like, whichever realm made them: its prototype is null or the end of the chain. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
