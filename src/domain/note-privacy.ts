/** What in a note may identify a child. The app only warns; nothing is sent anywhere. */
export type IdentifyingHint = 'phone' | 'case-number' | 'birth-date' | 'name-with-age';

/** Khmer digits (U+17E0-U+17E9) read as Latin ones. */
function latinDigits(text: string): string {
  return text.replace(/[\u17E0-\u17E9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - 0x17e0));
}

const PATTERNS: readonly (readonly [IdentifyingHint, RegExp])[] = [
  // Cambodian numbers: 0 or +855, then eight or nine digits, with spaces, dots or hyphens between.
  ['phone', /(?:\+?855|\b0)(?:[\s.-]?\d){8,9}(?!\d)/u],
  ['case-number', /(?:\b(?:case|file)\s*(?:no\.?|number|#)?|សំណុំរឿង(?:លេខ)?|លេខ)\s*[:#]?\s*\d{2,}(?:[/-]\d+)*/iu],
  ['birth-date', /(?:\bborn\b|\bdate of birth\b|\bd\.?o\.?b\b|ថ្ងៃខែឆ្នាំកំណើត|កើត)[^\n]{0,20}\d/iu],
  ['name-with-age', /\b\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)+,?\s*\(?(?:aged?\s*)?\d{1,2}\b(?:\s*(?:years?|y\/?o))?|(?:ឈ្មោះ)\s*[\u1780-\u17FF\s]{2,40}(?:អាយុ)\s*\d{1,2}/u],
];

/** The kinds of identifying detail that a text seems to hold; English and Khmer, Latin and Khmer digits. It errs on the side of warning. */
export function identifyingHints(text: string): readonly IdentifyingHint[] {
  const plain = latinDigits(text.normalize('NFC').replace(/\u200B/gu, ''));
  return PATTERNS.filter(([, pattern]) => pattern.test(plain)).map(([hint]) => hint);
}
