import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, protocol, safeStorage, session, shell } from 'electron';
import { createConsoleLogger } from './console-logger';
import { APP_NAME, overriddenDataFolder } from './data-folder';
import { createAppWindow } from './electron/app-window';
import { appMenuTemplate } from './electron/app-menu';
import { declareAppScheme, serveAppScheme } from './electron/app-scheme';
import { listenForOperations } from './electron/ipc-transport';
import { confirmed, createNativePorts } from './electron/native-ports';
import { nativeTexts } from './electron/native-texts';
import { guardNavigation } from './electron/navigation-guard';
import { denyPermissions } from './electron/permissions';
import { finishWorkBeforeQuit } from './electron/closing';
import { createHostServices } from './host-services';
import { createPendingWork } from './pending-work';
import { locateResources } from './resources';
import { listStaticFiles } from './static-manifest';

// All of this must run before `ready`: later, Electron ignores the scheme and starts renderers without the sandbox.
app.enableSandbox();
app.setName(APP_NAME);
app.setPath('userData', overriddenDataFolder(process.env) ?? join(app.getPath('appData'), APP_NAME));
declareAppScheme(protocol);

if (app.requestSingleInstanceLock()) {
  guardNavigation(app);
  app.whenReady().then(start).catch(exitWithError);
} else {
  // The first instance has the data folder; it is brought to the front by its `second-instance` event.
  app.quit();
}

function start(): void {
  const logger = createConsoleLogger();
  const resources = locateResources();
  const pendingWork = createPendingWork();
  const dataFolder = app.getPath('userData');
  const texts = nativeTexts(app.getLocale());
  const allowDeveloperTools = !app.isPackaged;

  denyPermissions(session.defaultSession, { allowDeveloperTools });
  serveAppScheme(protocol, listStaticFiles(resources.rendererFolder), logger);
  const window = createAppWindow({
    preloadFile: resources.preloadFile,
    iconFile: resources.iconFile,
    stateFile: join(dataFolder, 'window-state.json'),
    allowDeveloperTools,
    pendingWork,
    logger,
    mayCloseUnsaved: () => confirmed({ dialog, window: () => window.current() }, texts.unsaved),
  });
  const ports = createNativePorts({
    app,
    dialog,
    shell,
    safeStorage,
    window: window.current,
    texts,
    versions: process.versions,
  });
  const dispatch = createHostServices({ resources, dataFolder, ports, logger });
  listenForOperations(ipcMain, (name, input, signal) => pendingWork.track(dispatch(name, input, signal)), window.owns);

  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenuTemplate({ texts: texts.menu, isMac, allowDeveloperTools })));
  app.on('second-instance', window.show);
  app.on('activate', window.show);
  app.on('window-all-closed', () => {
    app.quit();
  });
  finishWorkBeforeQuit(app, pendingWork);
  window.show();
}

function exitWithError(error: unknown): void {
  createConsoleLogger().error('The app could not start', error);
  dialog.showErrorBox(
    APP_NAME,
    'The app could not start: its installation is incomplete. Installing it again keeps all data.',
  );
  app.exit(1);
}
