import { join } from 'node:path';
import type { Configuration, WindowsConfiguration } from 'electron-builder';
import { createAfterPack } from './after-pack';
import { DEB_DEPENDS } from './deb-depends';
import { wantedBinaries, type Architecture, type System } from './native-binary';
import { filePatterns } from './packed-files';
import { RUNTIME_FILE } from './vc-runtime';

/**
 * The app as Windows and macOS know it; the main process sets the same one (`setAppUserModelId`). With another id
 * pinned windows and file associations are lost.
 */
export const APP_ID = 'org.childjusticenetwork.series';

/** What a run of the packaging decides. */
export interface PackageOptions {
  /** The project's folder, built. */
  readonly root: string;
  readonly system: System;
  readonly architecture: Architecture;
  /** Where the packages are written. */
  readonly outFolder: string;
  /** Folder with Electron for that system, unpacked; without it electron-builder downloads it. */
  readonly electronFolder: string | null;
  /** Folder that holds the packages of `wantedBinaries`, each at its name. */
  readonly nativesFolder: string;
  /** Folder that holds Visual C++'s runtime (`runtimeFolder`); null for systems other than Windows. */
  readonly runtimeFolder: string | null;
  /** For Playwright alone, never for members (`fuses.ts`). */
  readonly inspectable?: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** electron-builder's settings for all packages; decision 022 says why. */
export function builderConfig(options: PackageOptions): Configuration {
  const { root, system, architecture, environment } = options;
  return {
    appId: APP_ID,
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    directories: { output: options.outFolder, buildResources: 'resources/icons' },
    ...(options.electronFolder === null ? {} : { electronDist: options.electronFolder }),
    // The interface is English; Chromium's own texts (menus of fields) follow it.
    electronLanguages: ['en-US', 'en-GB'],
    asar: true,
    asarUnpack: ['**/*.node', '**/*.dll'],
    // Natives come ready-made from the registry; nothing is compiled.
    npmRebuild: false,
    files: [
      ...filePatterns(),
      ...wantedBinaries(system, architecture).map(({ packageName }) => ({
        from: join(options.nativesFolder, packageName),
        to: `node_modules/${packageName}`,
        filter: ['package.json', '*.node'],
      })),
      ...(options.runtimeFolder === null
        ? []
        : wantedBinaries(system, architecture).map(({ packageName }) => ({
            from: options.runtimeFolder ?? '',
            to: `node_modules/${packageName}`,
            filter: [RUNTIME_FILE],
          }))),
    ],
    afterPack: createAfterPack({ root, inspectable: options.inspectable ?? false }),
    // Updates come as files: no channel is written into the package, nothing is looked for.
    publish: null,
    detectUpdateChannel: false,
    // Of any place to which a learner saves; none of these opens such a file by itself.
    fileAssociations: [
      {
        ext: 'jsonl',
        name: 'Child Justice Series learner file',
        description: 'Backup of the Child Justice Series',
        mimeType: 'application/x-ndjson',
        role: 'Editor',
        rank: 'Alternate',
      },
    ],
    win: {
      icon: 'resources/icons/icon.ico',
      target: ['nsis', 'zip'],
      ...azureSigning(environment),
    },
    nsis: {
      // Nothing is asked. For one user, in their own folder: a member has no administrator. The next installer and the
      // uninstaller empty that folder (`RMDir /r $INSTDIR` in electron-builder's `uninstaller.nsh`): nobody may choose
      // one that holds their files.
      oneClick: true,
      perMachine: false,
      // What would ask for an administrator isn't there.
      packElevateHelper: false,
      include: 'scripts/packaging/installer.nsh',
      // The records are in the user's data: removing the program never removes them.
      deleteAppDataOnUninstall: false,
      differentialPackage: false,
      buildUniversalInstaller: false,
    },
    mac: {
      icon: 'resources/icons/icon.icns',
      category: 'public.app-category.education',
      target: ['dmg', 'zip'],
      minimumSystemVersion: '13.0',
      // Both halves hold both binaries, as they are.
      x64ArchFiles: '**/node_modules/@myriaddreamin/typst-ts-node-compiler-darwin-*/**',
      hardenedRuntime: isMacSigned(environment),
      // Without a certificate an ad-hoc signature: a Mac with Apple's processor starts nothing that has none.
      ...(isMacSigned(environment) ? {} : { identity: '-' }),
      notarize: isMacNotarised(environment),
    },
    dmg: { writeUpdateInfo: false },
    linux: {
      icon: 'resources/icons/sizes',
      category: 'Education',
      target: ['AppImage', 'deb', 'rpm'],
      executableName: 'child-justice-series',
      synopsis: 'Offline study app of the Child Justice Series',
      maintainer: environment['CJS_MAINTAINER'] ?? 'Child Justice Series <packages@child-justice-series.invalid>',
      vendor: 'Child Justice Network',
      // The window says with which menu entry it belongs.
      syncDesktopName: true,
    },
    deb: { packageCategory: 'education', priority: 'optional', depends: [...DEB_DEPENDS] },
    rpm: { packageCategory: 'Applications/Engineering' },
    // Its runtime is linked statically: it needs no libfuse2, which new systems don't have any more.
    toolsets: { appimage: '1.0.3' },
  };
}

/** What Microsoft's signing service wants to know beside the variables `AZURE_…` that it reads by itself. */
const AZURE_SETTINGS = ['CJS_AZURE_PUBLISHER', 'CJS_AZURE_ENDPOINT', 'CJS_AZURE_ACCOUNT', 'CJS_AZURE_PROFILE'] as const;

/** Keys for Windows live in hardware or a cloud since June 2023: no certificate comes as a file. */
function azureSigning(environment: PackageOptions['environment']): Pick<WindowsConfiguration, 'azureSignOptions'> {
  const [publisherName, endpoint, codeSigningAccountName, certificateProfileName] = AZURE_SETTINGS.map(
    (name) => environment[name],
  );
  if (!publisherName || !endpoint || !codeSigningAccountName || !certificateProfileName) return {};
  return { azureSignOptions: { publisherName, endpoint, codeSigningAccountName, certificateProfileName } };
}

/**
 * Refuses to make packages without a signature where one is expected: `CJS_SIGNED_SYSTEMS` names the systems, as
 * Node does (`win32 darwin`).
 * @throws Error that names what is missing
 */
export function requireExpectedSignature(system: System, environment: PackageOptions['environment']): void {
  if (!(environment['CJS_SIGNED_SYSTEMS'] ?? '').split(/\s+/u).includes(system)) return;
  const isSigned =
    system === 'win32'
      ? Boolean(azureSigning(environment).azureSignOptions && environment['AZURE_CLIENT_SECRET'])
      : isMacSigned(environment) && isMacNotarised(environment);
  if (isSigned) return;
  throw new Error(
    `Packages for ${system} were to be signed (CJS_SIGNED_SYSTEMS), and the certificate isn't here: docs/packaging.md, “A release”, names its settings and secrets.`,
  );
}

function isMacSigned(environment: PackageOptions['environment']): boolean {
  return Boolean(environment['CSC_LINK'] ?? environment['CSC_NAME']);
}

/** Apple's service wants one of these sets of variables, which electron-builder reads by itself. */
function isMacNotarised(environment: PackageOptions['environment']): boolean {
  const sets = [
    ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
    ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  ];
  return isMacSigned(environment) && sets.some((names) => names.every((name) => environment[name]));
}
