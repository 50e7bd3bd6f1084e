import { exportDesk } from './desk';

// Entry of `npm run translate:export FOLDER`.
const [folder, ...others] = process.argv.slice(2);
if (folder === undefined || others.length > 0) {
  console.error('Name the folder for the pages: npm run translate:export -- FOLDER');
  process.exitCode = 2;
} else {
  try {
    for (const path of await exportDesk(folder)) console.log(path);
    console.log('Each page opens by a double click. Binding texts come first.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
