import ts from 'typescript';
import { callsOf, nodesOf, settingsOf, textsOf, type ProjectRule, type ScannedFile } from './rule';

const ENTRY = 'src/main/index.ts';

/** What must be there: a defence that someone deletes leaves no forbidden word behind. */
export const projectRules: readonly ProjectRule[] = [
  {
    name: 'sandbox-enabled-at-start',
    check: (files) => topLevelOrder(files, 'enableSandbox', 'whenReady'),
  },
  {
    name: 'scheme-declared-before-ready',
    check: (files) => topLevelOrder(files, 'declareAppScheme', 'whenReady'),
  },
  {
    name: 'data-folder-set-before-lock',
    check: (files) => topLevelOrder(files, 'setPath', 'requestSingleInstanceLock'),
  },
  {
    name: 'scheme-privileges',
    check: (files) => {
      const calls = files.flatMap((file) =>
        callsOf(file, 'registerSchemesAsPrivileged').map((call) => call.getText(file.script)),
      );
      const wanted =
        /scheme:\s*APP_SCHEME,\s*privileges:\s*\{\s*standard:\s*true,\s*secure:\s*true,\s*supportFetchAPI:\s*true,\s*codeCache:\s*true\s*\}/;
      return calls.length === 1 && wanted.test(calls[0] ?? '')
        ? []
        : [`declared ${calls.length} times, or with other privileges`];
    },
  },
  requireCall('single-instance', 'requestSingleInstanceLock'),
  requireCall('new-windows-denied', 'setWindowOpenHandler'),
  requireCall('permission-requests-denied', 'setPermissionRequestHandler'),
  requireCall('permission-checks-denied', 'setPermissionCheckHandler'),
  requireCall('devices-denied', 'setDevicePermissionHandler'),
  requireCall('screen-capture-denied', 'setDisplayMediaRequestHandler'),
  requireCall('requests-filtered', 'onBeforeRequest'),
  requireText('every-page-guarded', 'web-contents-created'),
  requireText('navigation-guarded', 'will-navigate'),
  requireText('frame-navigation-guarded', 'will-frame-navigate'),
  requireText('redirects-guarded', 'will-redirect'),
  requireText('webviews-denied', 'will-attach-webview'),
  requireText('downloads-denied', 'will-download'),
  {
    name: 'preferences-written-out',
    check: (files) => {
      const wanted = [
        'contextIsolation',
        'sandbox',
        'nodeIntegration',
        'nodeIntegrationInWorker',
        'nodeIntegrationInSubFrames',
        'webviewTag',
        'navigateOnDragDrop',
        'devTools',
      ];
      return files
        .filter((file) =>
          nodesOf(file.script).some(
            (node) => ts.isNewExpression(node) && node.expression.getText(file.script) === 'BrowserWindow',
          ),
        )
        .flatMap((file) =>
          wanted.filter((name) => settingsOf(file, name).length === 0).map((name) => `${file.path}: ${name}`),
        );
    },
  },
];

function requireCall(name: string, callee: string): ProjectRule {
  return {
    name,
    check: (files) =>
      files.some((file) => isMain(file) && callsOf(file, callee).length > 0) ? [] : [`${callee} is never called`],
  };
}

function requireText(name: string, text: string): ProjectRule {
  return {
    name,
    check: (files) =>
      files.some((file) => isMain(file) && textsOf(file).includes(text)) ? [] : [`'${text}' is never handled`],
  };
}

function isMain({ path }: ScannedFile): boolean {
  return path.startsWith('src/main/');
}

/** In the entry, `first` must be called by a statement of the top level (not inside a function) that stands before the one that calls `second`. */
function topLevelOrder(files: readonly ScannedFile[], first: string, second: string): string[] {
  const entry = files.find(({ path }) => path === ENTRY);
  if (!entry) return [`${ENTRY} is missing`];
  const position = (name: string): number =>
    entry.script.statements.findIndex(
      (statement) =>
        !ts.isFunctionDeclaration(statement) &&
        nodesOf(statement).some((node) => ts.isCallExpression(node) && calledName(node) === name),
    );
  const [before, after] = [position(first), position(second)];
  return before >= 0 && after >= 0 && before < after
    ? []
    : [`${first} must be called at the top level before ${second}`];
}

function calledName({ expression }: ts.CallExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}
