import { exportDesk } from './desk';
import { takePictures } from './take-pictures';

// Entry of `npm run translate:export FOLDER`.
const words = process.argv.slice(2);
const withPictures = words.includes('--with-pictures');
const [folder, ...others] = words.filter((word) => word !== '--with-pictures');
if (folder === undefined || others.length > 0) {
  console.error('Name the folder for the pages: npm run translate:export -- FOLDER [--with-pictures]');
  process.exitCode = 2;
} else {
  try {
    if (withPictures) console.log(`${(await takePictures(folder)).length} pictures`);
    for (const path of await exportDesk(folder)) console.log(path);
    console.log('Each page opens by a double click. Binding texts come first.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
