import { fstatSync, lstatSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { onTestFinished, vi } from 'vitest';
import { fileIdOf } from '../../../../src/main/services/journal/own-file';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { systemError } from '../../../support/system-error';

/** How the system refuses an open file; `times`, how often. */
export interface Refusal {
  readonly call: 'stat' | 'read';
  readonly code: string;
  readonly times?: number;
}

/**
 * Has the system refuse these files, as when a scanner locks them, their disk has a bad sector, or a share's connection
 * drops. Returns what ends it before the test ends.
 */
export async function refuseFiles(paths: readonly string[], refusal: Refusal): Promise<() => void> {
  const { call, code, times = Infinity } = refusal;
  const files = new Set(paths.map((path) => fileIdOf(lstatSync(path, { bigint: true }))));
  const prototype = await fileHandlePrototype();
  const original = prototype[call] as (...given: unknown[]) => Promise<unknown>;
  let left = times;
  const spy = vi.spyOn(prototype as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>, call);
  spy.mockImplementation(async function (this: FileHandle, ...given: unknown[]) {
    if (left === 0 || !files.has(fileIdOf(fstatSync(this.fd, { bigint: true })))) return original.apply(this, given);
    left -= 1;
    throw systemError(code, call === 'stat' ? 'fstat' : 'read');
  });
  const recover = (): void => {
    spy.mockRestore();
  };
  onTestFinished(recover);
  return recover;
}
