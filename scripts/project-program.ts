import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** Path of a program that a package of this project brings, e.g. `vitest`. */
export function projectProgram(name: string): string {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** Runs such a program in the project's folder and shows what it prints. Returns its exit code, 1 where it has none. */
export function runProgram(
  name: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): number {
  const { status } = spawnSync(projectProgram(name), parameters, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment },
  });
  return status ?? 1;
}
