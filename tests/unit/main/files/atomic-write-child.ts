import { writeFileAtomically } from '../../../../src/main/services/files/atomic-write';

/**
 * Run as a process of its own. `repeat <file>` writes ever new versions of 256 KB, each of one repeated byte, until it
 * is killed; `once <file>` writes one and prints the error code, or `written`.
 */
const [mode = '', file = ''] = process.argv.slice(2);

if (mode === 'once') {
  const outcome = await writeFileAtomically(file, Buffer.from('new')).then(
    () => 'written',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
  process.stdout.write(outcome);
} else {
  for (let version = 1; ; version += 1) {
    await writeFileAtomically(file, Buffer.alloc(256 * 1024, version % 256));
    if (version === 3) process.stdout.write('running\n');
  }
}
