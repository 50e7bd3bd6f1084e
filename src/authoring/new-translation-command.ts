import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadSeriesFiles } from './reading/series-files';
import { newTranslation } from './translating/new-translation';

// Entry of `npm run translate:new MODULE`, e.g. `01-social-norms`.
const folder = resolve(import.meta.dirname, '../../resources/series');
const [module, ...others] = process.argv.slice(2);

try {
  if (module === undefined || others.length > 0)
    throw new RangeError('Name the module’s folder: npm run translate:new -- 01-social-norms');
  const { files } = await loadSeriesFiles(folder);
  for (const [file, text] of newTranslation(files, module.replace(/\/$/u, ''))) {
    await writeFile(join(folder, file), text, { flag: 'wx' });
    console.log(file);
  }
  console.log('npm run check:content names what is still empty.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
