import { readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';
import { OPERATION_CHANNEL } from '../../src/contract/operations';
import { builtApp, requireBuiltApp } from '../support/built-app';

requireBuiltApp();
const source = readFileSync(builtApp.preload, 'utf8');

/** Runs the built preload as Electron's sandbox does: CommonJS with a `require` that knows `electron` alone. */
function run(): { exposed: [string, unknown][]; invoke: ReturnType<typeof vi.fn>; required: string[] } {
  const exposed: [string, unknown][] = [];
  const required: string[] = [];
  const invoke = vi.fn(async () => 'answer');
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => exposed.push([key, api]) },
    ipcRenderer: { invoke },
  };
  const require = (name: string): unknown => {
    required.push(name);
    if (name !== 'electron') throw new Error(`The sandbox has no ${name}.`);
    return electron;
  };
  runInContext(source, createContext({ require, module: { exports: {} }, exports: {} }));
  return { exposed, invoke, required };
}

describe('the built preload', () => {
  it('is one file', () => {
    expect(readdirSync(dirname(builtApp.preload))).toEqual(['index.cjs']);
  });

  it('is CommonJS whose only require is `electron`', () => {
    const file = ts.createSourceFile('index.cjs', source, ts.ScriptTarget.ES2023, true);
    const requires: string[] = [];
    const visit = (node: ts.Node): void => {
      expect(
        ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || node.kind === ts.SyntaxKind.ImportKeyword,
      ).toBe(false);
      if (ts.isCallExpression(node) && node.expression.getText(file) === 'require')
        requires.push(node.arguments[0]?.getText(file) ?? '');
      ts.forEachChild(node, visit);
    };
    visit(file);
    expect(requires).toEqual(['"electron"']);
    expect(run().required).toEqual(['electron']);
  });

  it('exposes one frozen function and nothing of Electron', () => {
    const { exposed } = run();
    expect(exposed).toHaveLength(1);
    const [key, api] = exposed[0] ?? [];
    expect(key).toBe('childJusticeHost');
    expect(Reflect.ownKeys(api as object)).toEqual(['invoke']);
    expect(Object.isFrozen(api)).toBe(true);
  });

  it('speaks on the contract’s channel whatever it is given', async () => {
    const { exposed, invoke } = run();
    const api = exposed[0]?.[1] as { invoke: (...inputs: unknown[]) => Promise<unknown> };
    expect(await api.invoke('app.describe', {}, 'another-channel')).toBe('answer');
    expect(invoke).toHaveBeenCalledExactlyOnceWith(OPERATION_CHANNEL, 'app.describe', {});
  });
});
