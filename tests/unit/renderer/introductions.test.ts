import { expect, test } from 'vitest';
import { createIntroductions } from '../../../src/renderer/src/content/introductions';

const introduction = { topics: ['a topic'], summary: 'About it.', objectives: [] };

test('introductions are there once they are loaded, and a load that failed is tried again', async () => {
  const chunks = [Promise.reject(new Error('gone')), Promise.resolve({ default: { a: introduction } })];
  const introductions = createIntroductions(async () => chunks.shift() ?? { default: {} });
  expect(() => introductions.of('a')).toThrow(new RangeError(`The introduction of the module "a" isn't loaded.`));
  await expect(introductions.load()).rejects.toThrow('gone');
  await introductions.load();
  expect(introductions.of('a')).toEqual(introduction);
});
