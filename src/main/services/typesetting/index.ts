/** The typesetting of documents, and what makes a text printable. The compiler is loaded with the first document. */
export { fittedText, type WrappedText, wrappedText } from './fitted-text';
export { printFontFamilies } from './fonts';
export { withBreaks } from './line-breaks';
export { createTypesettingPress, type PrintedSheet, type TypesettingPress } from './press';
export { codePointName, type Printer } from './printable-text';
