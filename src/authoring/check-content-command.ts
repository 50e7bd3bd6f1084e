import { resolve } from 'node:path';
import { checkContent, parseCheckArguments } from './check-content';

// Entry of `npm run check:content`: wires the check to this repository's content, the terminal and the exit code.
const folder = resolve(import.meta.dirname, '../../resources/series');

try {
  const inOrder = await checkContent(folder, parseCheckArguments(process.argv.slice(2)), (text) => {
    console.log(text);
  });
  process.exitCode = inOrder ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
