import { importReadings } from './desk';

// Entry of `npm run translate:import FILE…`.
const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Name the files that the reader sent back: npm run translate:import -- FILE…');
  process.exitCode = 2;
} else {
  try {
    const imported = await importReadings(files);
    for (const { file, taken, corrected, refused } of imported) {
      console.log(`${file}: ${taken} texts taken, ${corrected.length} of them corrected.`);
      for (const { key, why } of refused) console.log(`  not taken: ${key}\n    ${why}`);
    }
    console.log('See the changes with git diff, then run npm run check.');
    if (imported.some(({ refused }) => refused.length > 0)) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
