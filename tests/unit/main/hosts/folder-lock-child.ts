import { askHolder, takeFolderLock } from '../../../../src/main/hosts/folder-lock';

/** Run as a process of its own: takes the lock of a folder and keeps it, or says what its holder answers and ends. */
const [folder = ''] = process.argv.slice(2);

const lock = await takeFolderLock(folder, (question) => `${process.pid} heard ${question}`);
if (lock === null) {
  process.stdout.write(`taken: ${(await askHolder(folder, 'me')) ?? 'no answer'}\n`);
} else {
  process.stdout.write('held\n');
  process.stdin.on('end', () => {
    lock.release();
  });
  process.stdin.resume();
}
