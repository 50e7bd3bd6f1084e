import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What is imported for its values, and at once; types are gone at run time, and `import('…')` comes later. */
const STATIC_IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^'"();]*?\sfrom\s+)?'(\.[^']+)'/gmu;

/**
 * Every source file that an entry brings with it at once, the entry among them: what a bundler must put into the first
 * load. Styles and packages aside.
 */
export function staticImports(entry: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)) {
      const path = resolve(dirname(file), specifier);
      if (/\.(?:css|json)$/u.test(path)) continue;
      waiting.push(sourceFile(path));
    }
  }
  return found;
}

/** @throws Error for an import of nothing: the walk would miss what hangs on it */
function sourceFile(path: string): string {
  const file = [path, `${path}.ts`, `${path}.vue`, `${path}/index.ts`].find(
    (candidate) => /\.(?:ts|vue)$/u.test(candidate) && existsSync(candidate),
  );
  if (file === undefined) throw new Error(`There is no source file "${path}".`);
  return file;
}
