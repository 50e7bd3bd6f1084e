import { expect, it } from 'vitest';
import { nativeTexts } from '../../../../src/main/electron/native-texts';

// In a copy on a stick the records are in the app's own folder: only installing over the old app keeps them.
it.each([
  ['en', /install the app again over the old one/u, /delete the app’s folder/u],
  ['km', /ដំឡើងកម្មវិធីម្តងទៀតពីលើកម្មវិធីចាស់/u, /កុំលុបថតរបស់កម្មវិធី/u],
])('what is said of installing the app again holds for a copy on a stick too (%s)', (language, over, folder) => {
  const { detail } = nativeTexts([language]).failure;
  expect(detail).toMatch(over);
  expect(detail).toMatch(folder);
});
