import ts from 'typescript';

/** A source as the rules see it: an own path from the repository's root, and its text. */
export interface ScannedFile {
  /** e.g. `src/main/electron/app-window.ts` */
  readonly path: string;
  /** Script of the file: all of a `.ts`, the script blocks of a `.vue`, nothing of an `.html`. */
  readonly script: ts.SourceFile;
  /** Markup: a `.vue`'s template, an `.html`, nothing of a `.ts`. */
  readonly markup: string;
}

/** A rule of one file: answers what is wrong, one text a finding. */
export interface FileRule {
  readonly name: string;
  readonly check: (file: ScannedFile) => readonly string[];
}

/** A rule of the whole source: something must be there, somewhere, in the right order. */
export interface ProjectRule {
  readonly name: string;
  readonly check: (files: readonly ScannedFile[]) => readonly string[];
}

/** Reads a source for the rules. */
export function scannedFile(path: string, text: string): ScannedFile {
  let script = path.endsWith('.html') ? '' : text;
  let markup = path.endsWith('.html') ? text : '';
  if (path.endsWith('.vue')) {
    script = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n');
    markup = text.replace(/<script[^>]*>[\s\S]*?<\/script>/g, '').replace(/<style[^>]*>[\s\S]*?<\/style>/g, '');
  }
  return { path, script: ts.createSourceFile(path, script, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS), markup };
}

const knownNodes = new WeakMap<ts.Node, readonly ts.Node[]>();

/** A node and all below it, from the top; comments are no nodes. */
export function nodesOf(node: ts.Node): readonly ts.Node[] {
  let nodes = knownNodes.get(node);
  if (!nodes) {
    const found: ts.Node[] = [];
    const visit = (child: ts.Node): void => {
      found.push(child);
      ts.forEachChild(child, visit);
    };
    visit(node);
    nodes = found;
    knownNodes.set(node, nodes);
  }
  return nodes;
}

/** Calls whose callee is the identifier, or a property, of one of the names. */
export function callsOf(file: ScannedFile, ...names: readonly string[]): ts.CallExpression[] {
  return nodesOf(file.script).filter(
    (node): node is ts.CallExpression => ts.isCallExpression(node) && names.includes(calleeName(node)),
  );
}

/** Last name of a call's callee: `shell.openExternal(…)` -> `openExternal`. */
export function calleeName({ expression }: ts.CallExpression | ts.NewExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  if (ts.isElementAccessExpression(expression) && ts.isStringLiteralLike(expression.argumentExpression))
    return expression.argumentExpression.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

/** Identifiers of a name, wherever they stand (declarations, uses, property names), but for types. */
export function identifiersOf(file: ScannedFile, name: string): ts.Identifier[] {
  return nodesOf(file.script).filter((node): node is ts.Identifier => ts.isIdentifier(node) && node.text === name);
}

/** Texts of all string literals and of the fixed parts of templates. */
export function textsOf(file: ScannedFile): string[] {
  return nodesOf(file.script)
    .filter(
      (node) => ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node),
    )
    .map((node) => (node as ts.LiteralLikeNode).text);
}

/** Properties of object literals and assignments to members, of a name, with the value's own text. */
export function settingsOf(file: ScannedFile, name: string): string[] {
  return nodesOf(file.script).flatMap((node) => {
    if (ts.isPropertyAssignment(node) && propertyName(node.name) === name)
      return [node.initializer.getText(file.script)];
    if (ts.isShorthandPropertyAssignment(node) && node.name.text === name) return [name];
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      memberName(node.left) === name
    ) {
      return [node.right.getText(file.script)];
    }
    return [];
  });
}

/** Modules that a file imports, statically or not; type-only imports left out. */
export function importsOf(file: ScannedFile): string[] {
  return nodesOf(file.script).flatMap((node) => {
    if (
      (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) ||
      (ts.isExportDeclaration(node) && !node.isTypeOnly)
    ) {
      return node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? [node.moduleSpecifier.text] : [];
    }
    if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword || calleeName(node) === 'require')
    ) {
      const [specifier] = node.arguments;
      return [specifier && ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)'];
    }
    return [];
  });
}

/** A rule that forbids calls of these names, but in some files. */
export function forbidCalls(name: string, callees: readonly string[], allowedIn: readonly string[] = []): FileRule {
  return {
    name,
    check: (file) =>
      allowedIn.includes(file.path)
        ? []
        : callsOf(file, ...callees).map((call) => call.getText(file.script).slice(0, 80)),
  };
}

/** A rule that allows a setting only with one literal value (null: not at all). */
export function fixSetting(name: string, setting: string, value: string | null): FileRule {
  return {
    name,
    check: (file) =>
      settingsOf(file, setting)
        .filter((given) => given !== value)
        .map((given) => `${setting}: ${given}`),
  };
}

/** A rule that forbids texts in string literals, but in some files. */
export function forbidTexts(
  name: string,
  pattern: RegExp,
  allowedIn: (file: ScannedFile, text: string) => boolean = () => false,
): FileRule {
  return { name, check: (file) => textsOf(file).filter((text) => pattern.test(text) && !allowedIn(file, text)) };
}

/** A rule that forbids markup. */
export function forbidMarkup(name: string, pattern: RegExp, allowedIn: readonly string[] = []): FileRule {
  return {
    name,
    check: (file) => (allowedIn.includes(file.path) ? [] : [...file.markup.matchAll(pattern)].map(([text]) => text)),
  };
}

function propertyName(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
}

function memberName(node: ts.Expression): string {
  return ts.isPropertyAccessExpression(node) ? node.name.text : '';
}
