/** Which folder may import which: the direction of the arrows in `docs/architecture.md`. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    layer('contract-imports-nothing', '^src/contract/', [], 'What crosses the boundary stands alone.'),
    layer('domain-imports-nothing', '^src/domain/', [], 'Rules are pure.'),
    {
      name: 'domain-has-pure-packages-only',
      comment:
        'Packages that compute and touch nothing else; another one is added here, with its reason in docs/dependencies.md.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot: '^node_modules/(@noble/hashes|valibot|ts-fsrs)/',
      },
    },
    layer('authoring-imports-domain', '^src/authoring/', ['^src/domain/'], 'The content pipeline runs at build time.'),
    layer(
      'content-imports-domain',
      '^src/renderer/src/content/',
      ['^src/domain/'],
      'Content turns files into domain shapes.',
    ),
    layer(
      'storage-imports-domain',
      '^src/renderer/src/storage/',
      ['^src/domain/'],
      'Storage knows Dexie and the domain.',
    ),
    layer(
      'host-imports-contract',
      '^src/renderer/src/host/',
      ['^src/contract/'],
      'The client knows the boundary only.',
    ),
    layer(
      'stores-layer',
      '^src/renderer/src/stores/',
      ['^src/domain/', '^src/renderer/src/(content|storage|host|app-context)', '^src/contract/'],
      'Stores join domain, content, storage and host.',
    ),
    layer(
      'components-layer',
      '^src/renderer/src/components/',
      ['^src/domain/', '^src/renderer/src/i18n/'],
      'Components are shared parts.',
    ),
    {
      name: 'features-layer',
      severity: 'error',
      from: { path: '^src/renderer/src/features/([^/]+)/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/renderer/src/features/$1/',
          '^src/renderer/src/(stores|components|i18n|styles)/',
          '^src/renderer/src/app-context',
          '^src/domain/',
          '^src/renderer/src/routes',
        ],
      },
      comment: 'A feature never imports another feature.',
    },
    layer(
      'services-layer',
      '^src/main/(services/|dispatch|operation-handlers)',
      [
        '^src/contract/',
        '^src/domain/',
        '^src/main/(services/|ports|dispatch|operation-handlers|plain-json|app-identity)',
      ],
      'Services know ports, not hosts.',
    ),
    layer(
      'electron-adapter',
      '^src/main/electron/',
      [
        '^src/contract/',
        '^src/main/(ports|dispatch|static-manifest|content-security-policy|app-identity|pending-work|services/)',
      ],
      'The Electron adapter is thin.',
    ),
    layer(
      'http-adapter',
      '^src/main/http/',
      [
        '^src/contract/',
        '^src/main/(ports|dispatch|static-manifest|content-security-policy|app-identity|pending-work|services/)',
      ],
      'The HTTP adapter is thin.',
    ),
    {
      name: 'electron-only-in-its-adapter',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main/index\\.ts|main/electron/|preload/)' },
      to: { path: '(^|/)electron($|/)', dependencyTypes: ['npm', 'npm-dev'] },
    },
    {
      name: 'dexie-only-in-storage',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/src/storage/' },
      to: { path: 'node_modules/dexie' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-and-main-apart',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/(main|preload|authoring)/' },
    },
    {
      name: 'main-and-renderer-apart',
      severity: 'error',
      from: { path: '^src/(main|preload)/' },
      to: { path: '^src/(renderer|authoring)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
