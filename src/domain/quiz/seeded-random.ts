/** A repeatable source of numbers in [0, 1): the same seed gives the same sequence. */
export type RandomSource = () => number;

/**
 * Mulberry32 (T. Ettinger, public domain): 32 bits of state, passes gjrand for short sequences. Not for security: it
 * only orders questions.
 *
 * @param seed any number; its lowest 32 bits count
 */
export function seededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A 32-bit unsigned seed made of the first four of some random bytes. */
export function seedFrom(random: Uint8Array): number {
  return random.slice(0, 4).reduce((seed, byte) => (seed * 256 + byte) >>> 0, 0);
}

/** A seed made of another seed and a text, so that every question of a quiz has an order of its own (FNV-1a). */
export function seedFor(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}

/** A text's 32-bit FNV-1a hash over its code points, as eight hexadecimal digits. */
export function fnv1a(text: string): string {
  return seedFor(0, text).toString(16).padStart(8, '0');
}

/** A shuffled copy (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], random: RandomSource): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = result[last] as Item;
    result[last] = result[other] as Item;
    result[other] = held;
  }
  return result;
}
