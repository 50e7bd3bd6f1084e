import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeFolder } from '../../support/remove-folder';

/** Writes new files as fast as it can, says so after the first, and ends with the last or once the folder is gone. */
const RESTLESS = `
const { writeFileSync } = require('node:fs');
for (let count = 0; count < 3000; count += 1) {
  try { writeFileSync(process.argv[1] + '/' + count, ''); } catch { break; }
  if (count === 0) require('node:fs').writeSync(1, 'writing');
}
`;

describe('removeFolder', () => {
  it('removes a folder into which another process still writes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cjs-restless-'));
    mkdirSync(join(folder, 'Default'));
    const writer = spawn(process.execPath, ['-e', RESTLESS, join(folder, 'Default')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(writer, 'exit');
    await once(writer.stdout, 'data');
    await removeFolder(folder);
    await ended;
    expect(existsSync(folder)).toBe(false);
  });

  it('takes an absent folder for a removed one', async () => {
    await expect(removeFolder(join(tmpdir(), 'cjs-never-made'))).resolves.toBeUndefined();
  });
});
