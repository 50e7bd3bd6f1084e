import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  app,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { createConsoleLogger } from './hosts/console-logger';
import { COULD_NOT_START } from './launch/could-not-start';
import { APP_NAME, overriddenDataFolder, portableDataFolder } from './hosts/data-folder';
import { createAppWindow, type AppWindow } from './electron/app-window';
import { declareAppScheme, serveAppScheme } from './electron/app-scheme';
import { createDraftKeeping, finishWorkBeforeQuit } from './electron/closing';
import { asksForConcern, concernTask } from './electron/concern-task';
import { confirmed } from './electron/dialogs';
import { listenForOperations } from './electron/ipc-transport';
import { createFileLogger, joinedLogger } from './electron/log-file';
import { installationKind, runningAppImage } from './electron/installation';
import { appMenuTemplate } from './electron/menus';
import { createNativePorts } from './electron/native-ports';
import { nativeTexts } from './electron/native-texts';
import { keepOffline } from './electron/offline';
import { createOpenedFiles, learnerFileAmong, passedOnFile, type OpenedFiles } from './electron/opened-files';
import { denyPermissions, guardNavigation } from './electron/page-limits';
import { watchPower } from './electron/power';
import { createUpdatePort } from './electron/update-port';
import { askHolder, IN_A_WINDOW, lockPlace, takeFolderLock } from './hosts/folder-lock';
import { createHostServices } from './hosts/host-services';
import { createPendingWork } from './hosts/pending-work';
import { locateResources } from './hosts/resources';
import { listStaticFiles } from './hosts/static-manifest';

/** The app's identity for Windows: its windows, its shortcut and its notifications belong together by it. */
const APP_USER_MODEL_ID = 'org.childjusticenetwork.series';

const FIRST_STARTS_MILLISECONDS = 1_000;

// All of this must run before `ready`: later, Electron ignores the scheme and starts renderers without the sandbox.
app.enableSandbox();
app.setName(APP_NAME);
app.setAppUserModelId(APP_USER_MODEL_ID);
const { platform, env: environment } = process;
const appImage = platform === 'linux' ? runningAppImage(process.execPath, environment) : null;
const portableFolder = app.isPackaged ? portableDataFolder(process.execPath, { platform, appImage }) : null;
const dataFolder = overriddenDataFolder(environment) ?? portableFolder ?? accountDataFolder();
if (dataFolder !== null) app.setPath('userData', dataFolder);
declareAppScheme(protocol);
keepOffline(app);

const learnerFile = learnerFileAmong(process.argv, process.cwd());
if (dataFolder === null) {
  exitSaying(nativeTexts(app.getPreferredSystemLanguages()).start.noAppData);
} else if (app.requestSingleInstanceLock({ learnerFile })) {
  // The window is made after the files' list, which hears of files even before `ready` (macOS).
  let window: AppWindow | null = null;
  const openedFiles = createOpenedFiles(() => window?.tell({ name: 'file-opened' }));
  if (learnerFile !== null) openedFiles.add(learnerFile);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openedFiles.add(path);
    window?.show();
  });
  guardNavigation(app);
  const locking = takeFolderLock(dataFolder, () => {
    window?.show();
    return IN_A_WINDOW;
  }).catch(() => undefined);
  app
    .whenReady()
    .then(async () => {
      const lock = await locking;
      if (lock === undefined) exitSaying(unusableFolderText(lockPlace()));
      else if (lock === null) exitSaying(nativeTexts(app.getPreferredSystemLanguages()).start.openAlready);
      else window = start(openedFiles, dataFolder);
    })
    .catch(exitWithError);
} else {
  quitBesideFirst(dataFolder).catch(exitWithError);
}

/**
 * Electron's own lock was refused: the first instance has it, which was brought to the front and got the learner file
 * by its `second-instance` event, or it can't be made in the data folder. The first has the folder's lock too.
 */
async function quitBesideFirst(folder: string): Promise<void> {
  const ask = (): Promise<string | null> => askHolder(folder, 'show');
  // The first may be starting: it has Electron's lock a moment before the other one.
  const answer = (await ask()) ?? (await pause(FIRST_STARTS_MILLISECONDS).then(ask));
  if (answer !== null) {
    app.quit();
    return;
  }
  // Before `ready`, Linux shows no box.
  await app.whenReady();
  exitSaying(unusableFolderText(folder));
}

/** In this account's folder for the data of programs; null where Windows names one that is away: Electron throws. */
function accountDataFolder(): string | null {
  try {
    return join(app.getPath('appData'), APP_NAME);
  } catch {
    return null;
  }
}

function unusableFolderText(folder: string): string {
  const { unusableFolder, linuxSticks } = nativeTexts(app.getPreferredSystemLanguages()).start;
  const text = unusableFolder.replace('{folder}', () => folder);
  return platform === 'linux' ? `${text} ${linuxSticks}` : text;
}

function start(openedFiles: OpenedFiles, dataFolder: string): AppWindow {
  const resources = locateResources();
  const pendingWork = createPendingWork();
  const logger = joinedLogger(
    createConsoleLogger(),
    createFileLogger({ path: join(dataFolder, 'logs', 'app.log'), rootFolder: resources.rootFolder }),
  );
  const languages = app.getPreferredSystemLanguages();
  const texts = nativeTexts(languages);
  const allowDeveloperTools = !app.isPackaged;

  denyPermissions(session.defaultSession, { allowDeveloperTools });
  const drafts = createDraftKeeping((ask) => {
    window.tell({ name: 'keep-drafts', ask });
  });
  const ports = createNativePorts({
    app,
    dialog,
    shell,
    safeStorage,
    utilityProcess,
    window: () => window.current(),
    texts,
    versions: process.versions,
    platform,
    isPortable: portableFolder !== null,
    drafts,
    openedFile: openedFiles,
  });
  const kind =
    app.isPackaged && portableFolder === null
      ? installationKind({ platform, executable: process.execPath, appImage })
      : null;
  const updatePort =
    kind !== null
      ? createUpdatePort({
          app,
          dialog,
          window: () => window.current(),
          texts: texts.update,
          platform,
          kind,
          architecture: process.arch,
          appImage,
        })
      : null;
  const { dispatch, rescue, recordings } = createHostServices({ resources, dataFolder, ports, updatePort, logger });
  const served = { files: listStaticFiles(resources.rendererFolder), recordingPath: recordings.pathOf };
  serveAppScheme(protocol, served, logger);
  const window = createAppWindow({
    preloadFile: resources.preloadFile,
    iconFile: resources.iconFile,
    languages,
    texts: texts.menu,
    stateFile: join(dataFolder, 'window-state.json'),
    allowDeveloperTools,
    pendingWork,
    logger,
    closing: {
      drafts,
      mayCloseUnsaved: () => confirmed({ dialog, window: window.current }, texts.unsaved),
      stayed: () => updatePort?.forget(),
    },
    failure: {
      dialog,
      texts: texts.failure,
      saveRecords: rescue.save,
    },
  });
  listenForOperations(ipcMain, (name, input, signal) => pendingWork.track(dispatch(name, input, signal)), window.owns);

  const isMac = platform === 'darwin';
  const { reload, request } = window;
  const menu = appMenuTemplate({ texts: texts.menu, request, isMac, allowDeveloperTools, reload });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  app.on('second-instance', (_event, parameters, _folder, data) => {
    const path = passedOnFile(data);
    if (path !== null) openedFiles.add(path);
    if (asksForConcern(parameters)) window.showConcern();
    else window.show();
  });
  app.on('activate', window.show);
  app.on('child-process-gone', (_event, details) => {
    window.childGone(details);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  finishWorkBeforeQuit(app, pendingWork);
  watchPower(powerMonitor, app, () => {
    window.tell({ name: 'lock' });
  });
  // Windows would keep the place of a copy on a stick in the account of a borrowed computer.
  if (platform === 'win32' && app.isPackaged && portableFolder === null)
    app.setUserTasks([concernTask(process.execPath, texts.concern)]);
  if (asksForConcern(process.argv)) window.showConcern();
  else window.show();
  return window;
}

function exitWithError(error: unknown): void {
  exitSaying(
    'The app could not start: its installation is incomplete. Installing it again over the old one keeps all data. Don’t delete its folder: in a copy on a stick the records are in it.',
    error,
  );
}

/** Says why, in the terminal and in a box, and ends: `npm start` goes on with the browser host then. */
function exitSaying(text: string, error: unknown = text): void {
  createConsoleLogger().error('The app could not start', error);
  dialog.showErrorBox(APP_NAME, text);
  app.exit(COULD_NOT_START);
}
