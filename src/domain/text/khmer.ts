const KHMER = /\p{Script=Khmer}/u;

/**
 * Whether a text holds a character of Khmer script. Khmer has no spaces between words and no italics, and takes more
 * room in height.
 */
export function hasKhmer(text: string): boolean {
  return KHMER.test(text);
}
