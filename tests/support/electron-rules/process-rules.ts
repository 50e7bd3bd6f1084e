import ts from 'typescript';
import {
  callsOf,
  fixSetting,
  forbidCalls,
  forbidTexts,
  identifiersOf,
  importsOf,
  nodesOf,
  settingsOf,
  type FileRule,
  type ScannedFile,
} from './rule';

const IPC_TRANSPORT = 'src/main/electron/ipc-transport.ts';
const OPENS_LINKS = 'src/main/electron/native-ports.ts';

const isMain = ({ path }: ScannedFile): boolean => path.startsWith('src/main/');
const isPreload = ({ path }: ScannedFile): boolean => path.startsWith('src/preload/');
const mayImportElectron = (file: ScannedFile): boolean =>
  isPreload(file) || file.path === 'src/main/index.ts' || file.path.startsWith('src/main/electron/');

/** What the main process and the preload may do (security-reliability.md 1.1, items 4, 5, 15-20; 1.5). */
export const processRules: readonly FileRule[] = [
  {
    name: 'electron-import-place',
    check: (file) =>
      mayImportElectron(file)
        ? []
        : importsOf(file).filter((module) => module === 'electron' || module.startsWith('electron/')),
  },
  {
    name: 'remote-import',
    check: (file) => importsOf(file).filter((module) => module === '@electron/remote' || module === 'electron/remote'),
  },
  {
    name: 'ipc-main-place',
    check: (file) =>
      file.path === IPC_TRANSPORT
        ? []
        : identifiersOf(file, 'ipcMain')
            .filter(
              ({ parent }) =>
                ts.isPropertyAccessExpression(parent) ||
                ts.isElementAccessExpression(parent) ||
                ts.isVariableDeclaration(parent),
            )
            .map(({ parent }) => parent.getText(file.script)),
  },
  {
    name: 'ipc-sender-check',
    check: (file) =>
      file.path === IPC_TRANSPORT
        ? [...callsOf(file, 'handle'), ...callsOf(file, 'on', 'once', 'handleOnce')]
            .map((call) => call.getText(file.script))
            .filter((text) => !text.includes('isTrustedSender('))
        : [],
  },
  {
    name: 'ipc-renderer-place',
    check: (file) =>
      isPreload(file) ? [] : identifiersOf(file, 'ipcRenderer').map(({ parent }) => parent.getText(file.script)),
  },
  {
    // `{ ipcRenderer }`, `ipcRenderer.on` or `const send = ipcRenderer.send` would hand the page Electron itself.
    name: 'ipc-renderer-raw',
    check: (file) =>
      identifiersOf(file, 'ipcRenderer')
        .filter(({ parent }) => !ts.isImportSpecifier(parent))
        .filter(
          ({ parent }) =>
            !(
              ts.isPropertyAccessExpression(parent) &&
              parent.name.text === 'invoke' &&
              ts.isCallExpression(parent.parent)
            ),
        )
        .map(({ parent }) => parent.getText(file.script)),
  },
  {
    name: 'ipc-channel-fixed',
    check: (file) =>
      isPreload(file)
        ? callsOf(file, 'invoke')
            .map((call) => call.arguments[0])
            .filter((channel) => !channel || !isTopLevelText(file, channel))
            .map((channel) => channel?.getText(file.script) ?? '')
        : [],
  },
  {
    name: 'exposed-api',
    check: (file) => {
      const calls = callsOf(file, 'exposeInMainWorld', 'exposeInIsolatedWorld');
      if (!isPreload(file)) return calls.map((call) => call.getText(file.script));
      const right = calls.filter(
        (call) =>
          call.arguments[0]?.getText(file.script) === "'childJusticeHost'" &&
          call.arguments[1]?.getText(file.script).startsWith('Object.freeze('),
      );
      return calls.length === 1 && right.length === 1 ? [] : [`${calls.length} exposed`];
    },
  },
  {
    name: 'preload-imports',
    check: (file) => (isPreload(file) ? importsOf(file).filter((module) => module !== 'electron') : []),
  },
  forbidCalls('open-external-place', ['openExternal'], [OPENS_LINKS]),
  forbidCalls('open-path', ['openPath']),
  forbidCalls('certificate-verify', ['setCertificateVerifyProc']),
  forbidTexts('certificate-error', /^certificate-error$/),
  forbidCalls('command-line-switch', ['appendSwitch', 'appendArgument']),
  forbidTexts('security-warnings', /^ELECTRON_DISABLE_SECURITY_WARNINGS$/),
  forbidTexts('tls-off', /^NODE_TLS_REJECT_UNAUTHORIZED$/),
  fixSetting('tls-unchecked', 'rejectUnauthorized', null),
  forbidTexts('debug-port', /^(--)?(inspect(-brk)?|remote-debugging-port)(=|$)/),
  forbidTexts('development-server', /^ELECTRON_RENDERER_URL$/),
  forbidTexts('cors-header', /^access-control-/i),
  {
    name: 'development-server-variable',
    check: (file) => identifiersOf(file, 'ELECTRON_RENDERER_URL').map(({ parent }) => parent.getText(file.script)),
  },
  {
    name: 'tls-off-variable',
    check: (file) =>
      identifiersOf(file, 'NODE_TLS_REJECT_UNAUTHORIZED').map(({ parent }) => parent.getText(file.script)),
  },
  {
    name: 'child-process-place',
    check: (file) =>
      file.path.startsWith('src/main/launch/')
        ? []
        : importsOf(file).filter((module) => /^(node:)?child_process$/.test(module)),
  },
  {
    name: 'no-shell',
    check: (file) => [
      ...settingsOf(file, 'shell')
        .filter((value) => isMain(file) && value !== 'false' && value !== 'shell')
        .map((value) => `shell: ${value}`),
      ...callsOf(file, 'exec', 'execSync')
        .filter(({ expression }) => ts.isIdentifier(expression))
        .map((call) => call.getText(file.script)),
    ],
  },
  {
    name: 'no-network-modules',
    check: (file) =>
      isMain(file)
        ? importsOf(file).filter((module) => /^(node:)?(https|http2|net|tls|dgram|dns)(\/|$)/.test(module))
        : [],
  },
  {
    name: 'outgoing-requests',
    check: (file) =>
      isMain(file) && file.path !== 'src/main/http/listen.ts'
        ? callsOf(file, 'fetch')
            .filter(({ expression }) => ts.isIdentifier(expression) || expression.getText(file.script) === 'net.fetch')
            .map((call) => call.getText(file.script))
        : [],
  },
  forbidTexts('listen-everywhere', /^(0\.0\.0\.0|::|::0)$/),
  {
    name: 'no-permission-reset',
    check: (file) =>
      callsOf(
        file,
        'setPermissionRequestHandler',
        'setPermissionCheckHandler',
        'setDevicePermissionHandler',
        'setDisplayMediaRequestHandler',
      )
        .map((call) => call.getText(file.script))
        .filter((text) => /\(\s*null\s*\)$|=>\s*true\b|answer\(true\)|callback\(true\)/.test(text)),
  },
];

function isTopLevelText(file: ScannedFile, channel: ts.Node): boolean {
  if (ts.isStringLiteral(channel)) return true;
  return nodesOf(file.script).some(
    (node) =>
      ts.isVariableDeclaration(node) &&
      node.name.getText(file.script) === channel.getText(file.script) &&
      node.initializer !== undefined &&
      ts.isStringLiteral(node.initializer) &&
      node.parent.parent.parent === file.script,
  );
}
