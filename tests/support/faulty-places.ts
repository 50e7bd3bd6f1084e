import { execFileSync } from 'node:child_process';
import { makeFolder, removeFolder } from './remove-folder';

/** A folder with a real fault, and how to put it away. */
interface FaultyPlace {
  readonly folder: string;
  release(): Promise<void>;
}

/** What the machine refused to make, in words for the test's report. */
interface Refused {
  readonly refused: string;
}

/**
 * Runs in a faulty place, which is released afterwards; where this machine has none, its test is skipped and says why.
 * @param test skips the test that runs
 */
export async function within(
  test: { readonly skip: (reason: string) => void },
  making: Promise<FaultyPlace | Refused>,
  run: (folder: string) => Promise<void>,
): Promise<void> {
  const made = await making;
  if ('refused' in made) {
    console.warn(`Not tested on this machine: ${made.refused}`);
    test.skip(made.refused);
    return;
  }
  try {
    await run(made.folder);
  } finally {
    await made.release();
  }
}

/** Makes a new temporary folder. */
export function temporaryFolder(): Promise<string> {
  return makeFolder('atomic-write');
}

/** A disk of 64 kB that is soon full. */
export function smallDisk(): Promise<FaultyPlace | Refused> {
  return place(['mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs'], ['umount']);
}

/** A folder on a file system that is mounted read-only, with what `prepare` put there before. */
export async function readOnlyMount(prepare: (folder: string) => Promise<void>): Promise<FaultyPlace | Refused> {
  const folder = await temporaryFolder();
  await prepare(folder);
  try {
    run(['mount', '--bind', folder, folder]);
    run(['mount', '-o', 'remount,ro,bind', folder]);
  } catch (error) {
    await removeFolder(folder);
    return { refused: String(error) };
  }
  return {
    folder,
    release: async () => {
      run(['umount', folder]);
      await removeFolder(folder);
    },
  };
}

/** A folder in which even root can make and delete nothing, with what `prepare` put there before. */
export function immutableFolder(prepare?: (folder: string) => Promise<void>): Promise<FaultyPlace | Refused> {
  return place(['chattr', '+i'], ['chattr', '-i'], prepare);
}

async function place(
  make: readonly string[],
  undo: readonly string[],
  prepare?: (folder: string) => Promise<void>,
): Promise<FaultyPlace | Refused> {
  const folder = await temporaryFolder();
  await prepare?.(folder);
  try {
    run([...make, folder]);
  } catch (error) {
    await removeFolder(folder);
    return { refused: String(error) };
  }
  return {
    folder,
    release: async () => {
      run([...undo, folder]);
      await removeFolder(folder);
    },
  };
}

function run([command = '', ...parameters]: readonly string[]): void {
  execFileSync(command, parameters, { stdio: 'pipe' });
}
