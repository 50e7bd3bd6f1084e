/** A digest that is fed piece by piece; handed to whoever needs one, so that files of any size are hashed without being held. */
export interface RunningDigest {
  /** Adds bytes. */
  update(bytes: Uint8Array): void;
  /** The digest of all bytes so far, hexadecimal, lower case. Nothing may be added afterwards. */
  hexadecimal(): string;
}

const PRIMES = firstPrimes(64);
/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const CONSTANTS = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
/** The same of the square roots of the first eight. */
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/** SHA-256 (FIPS 180-4), fed piece by piece: the browser's own digest takes only whole messages. */
export function createSha256(): RunningDigest {
  const state = START.slice();
  const block = new Uint8Array(64);
  const words = new Uint32Array(64);
  let filled = 0;
  let length = 0;

  function update(bytes: Uint8Array): void {
    length += bytes.length;
    for (let read = 0; read < bytes.length;) {
      const taken = Math.min(64 - filled, bytes.length - read);
      block.set(bytes.subarray(read, read + taken), filled);
      filled += taken;
      read += taken;
      if (filled === 64) {
        compress(state, block, words);
        filled = 0;
      }
    }
  }

  return {
    update,
    hexadecimal() {
      const bits = length * 8;
      update(Uint8Array.of(0x80));
      update(new Uint8Array((120 - filled) % 64));
      const tail = new DataView(new ArrayBuffer(8));
      tail.setUint32(0, Math.floor(bits / 2 ** 32));
      tail.setUint32(4, bits >>> 0);
      update(new Uint8Array(tail.buffer));
      return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
    },
  };
}

function compress(state: Uint32Array, block: Uint8Array, words: Uint32Array): void {
  const view = new DataView(block.buffer);
  for (let index = 0; index < 16; index += 1) words[index] = view.getUint32(index * 4);
  for (let index = 16; index < 64; index += 1) {
    const early = words[index - 15] ?? 0;
    const late = words[index - 2] ?? 0;
    const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[index] = (words[index - 16] ?? 0) + small + (words[index - 7] ?? 0) + large;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index += 1) {
    const choice = (e & f) ^ (~e & g);
    const first =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (CONSTANTS[index] ?? 0) + (words[index] ?? 0)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
}

function turn(word: number, places: number): number {
  return (word >>> places) | (word << (32 - places));
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}
