import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startUtilityProcess } from '../../../../src/main/electron/utility-process';
import { forkProcess } from '../../../../src/main/http/forked-process';
import type { SeparateProcess } from '../../../../src/main/services/ports';
import { createFakeElectron } from '../../../support/hosts/fake-electron';
import { PATIENCE } from '../../../support/patience';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

const root = resolve(import.meta.dirname, '../../../..');
let folder: string;
beforeAll(async () => {
  folder = await makeFolder('separate-process');
});
afterAll(() => removeFolder(folder));
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Lets a program post to either host and hear of it. */
const PORT = `
  import { setFlagsFromString, getHeapStatistics } from 'node:v8';
  const port = process.parentPort;
  const post = (message) => (port ? port.postMessage(message) : process.send(message));
  const hear = (heard) => (port ? port.on('message', ({ data }) => heard(data)) : process.on('message', heard));
`;

let written = 0;
async function program(text: string): Promise<string> {
  const file = join(folder, `program-${(written += 1)}.mjs`);
  await writeFile(file, `${PORT}${text}`);
  return file;
}

const fake = createFakeElectron({ appDataFolder: '' });
fake.becomeReady();

describe.each([
  ['forked by Node', forkProcess],
  ['forked by Electron', startUtilityProcess.bind(null, fake.module.utilityProcess)],
] as const)('a separate process %s', (_, startProcess) => {
  interface Started {
    readonly process: SeparateProcess;
    readonly messages: readonly unknown[];
    /** Waits for a message. */
    readonly message: () => Promise<unknown>;
    readonly end: Promise<Error>;
  }

  function started(file: string, heapMegabytes = 64): Started {
    const messages: unknown[] = [];
    let ended: (reason: Error) => void;
    const end = new Promise<Error>((resolveEnd) => {
      ended = resolveEnd;
    });
    const process = startProcess({
      file,
      heapMegabytes,
      onMessage: (message) => messages.push(message),
      onEnd: (reason) => {
        ended(reason);
      },
    });
    return {
      process,
      messages,
      end,
      message: () =>
        vi.waitFor(() => {
          if (messages.length === 0) throw new Error('Nothing was posted.');
          return messages[0];
        }, PATIENCE),
    };
  }

  it('is posted clones and posts them, also before it is there', async () => {
    const { process, message } = started(await program('hear((message) => post({ ...message, heard: true }));'));
    const posted = { bytes: new Uint8Array([1, 2, 3]), pattern: /\.json$/iu };
    process.post(posted);
    expect(await message()).toEqual({ ...posted, heard: true });
    process.kill();
  });

  it('has nothing of the person’s in its environment, none of this process’s options, and another folder', async () => {
    vi.stubEnv('CJS_TOKEN', 'secret');
    vi.stubEnv('NODE_OPTIONS', '--stack-trace-limit=7');
    vi.stubEnv('LD_LIBRARY_PATH', folder);
    const { process: started1, message } = started(
      await program('post({ names: Object.keys(process.env), cwd: process.cwd(), limit: Error.stackTraceLimit });'),
    );
    const { names, cwd, limit } = (await message()) as { names: string[]; cwd: string; limit: number };
    expect(names).toEqual(expect.arrayContaining(['LANG', 'LD_LIBRARY_PATH']));
    expect(names).not.toContain('CJS_TOKEN');
    expect(names).not.toContain('HOME');
    expect(names).not.toContain('PATH');
    expect([cwd, limit]).toEqual([join(process.execPath, '..'), 10]);
    started1.kill();
  });

  it('has a heap of its own size', async () => {
    const { process, message } = started(await program('post(getHeapStatistics().heap_size_limit);'), 64);
    // The limit counts what is young as well.
    expect(await message()).toBeLessThan(400 * 1024 * 1024);
    process.kill();
  });

  it.each([
    ['exits', 'process.exit(3);', '3'],
    ['throws', "throw new Error('unexpected');", '1'],
    ['exhausts its heap', 'const all = []; for (;;) all.push(new Array(1_000).fill({}));', ''],
    ['exhausts its heap in one piece', 'const all = new Map(); for (;;) all.set({}, 0);', ''],
    ['is killed by the system', "process.kill(process.pid, 'SIGKILL');", ''],
    ['aborts', 'process.abort();', ''],
  ])('tells where it ends as it %s, and this one goes on', async (_case, text, code) => {
    const { end } = started(await program(text));
    expect((await end).message).toContain(`The process ended with ${code}`);
  });

  it('tells where it can’t start', async () => {
    expect(await started(join(folder, 'missing.mjs')).end).toBeInstanceOf(Error);
  });

  it('is killed at once, whether it starts or is busy for ever', async () => {
    const early = started(await program('post(1);'));
    early.process.kill();
    await early.end;
    const busy = started(await program('post(1); for (;;);'));
    await busy.message();
    busy.process.kill();
    await busy.end;
  });
});

/** Whether a process has ended; in a container nobody may take its entry away. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform === 'linux' && / Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

describe('a process that Node forked', () => {
  it('ends with the one that forked it, though it is too busy to hear of that', async () => {
    const file = await program('post(process.pid); for (;;);');
    const adapter = pathToFileURL(join(root, 'src/main/http/forked-process.ts')).href;
    const text = `
      import { forkProcess } from ${JSON.stringify(adapter)};
      forkProcess({
        file: ${JSON.stringify(file)},
        heapMegabytes: 64,
        onMessage: (pid) => { console.log(pid); process.exit(0); },
        onEnd: () => undefined,
      });`;
    const printed = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', text], {
      cwd: root,
    });
    const pid = Number(printed.toString());
    expect(pid).toBeGreaterThan(0);
    await vi.waitFor(() => {
      expect(isGone(pid)).toBe(true);
    }, PATIENCE);
  });
});
