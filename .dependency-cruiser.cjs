/** Which folder may import which: the direction of the arrows in `docs/architecture.md`. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: [from, ...allowed] },
});

/** The rooms of the services, each with those below it that it may use: the arrows go one way. */
const SERVICE_ROOMS = {
  group: ['credential', 'files'],
  'learning-record-store': [],
  credential: ['certificate', 'files'],
  snapshots: ['journal', 'files'],
  rescue: ['journal', 'files'],
  certificate: ['typesetting', 'files'],
  journal: ['files'],
  protection: ['files'],
  recordings: ['files'],
  typesetting: [],
  update: ['files'],
  files: [],
};

/**
 * The same for the domain, the stores, the components and storage. A room may use itself and those below it; a file
 * beside the rooms may use all of them.
 */
const ROOMS = {
  'src/domain': {
    'learner-file': ['protection', 'certificate', 'quiz', 'notes', 'record', 'learner', 'series', 'text', 'json'],
    search: ['series', 'text'],
    exports: ['group', 'progress-report', 'quiz', 'record', 'learner', 'series', 'text', 'json'],
    group: ['progress-report', 'certificate', 'protection', 'learner', 'series', 'text', 'json'],
    'progress-report': ['record', 'learner', 'series', 'text', 'json'],
    certificate: ['quiz', 'record', 'learner', 'series', 'text', 'json'],
    review: ['quiz', 'notes', 'record', 'learner', 'series', 'text'],
    protection: ['quiz', 'notes', 'record', 'learner', 'series', 'text', 'json'],
    quiz: ['notes', 'record', 'series', 'text', 'json'],
    notes: ['learner', 'series', 'text', 'json'],
    record: ['learner', 'series', 'text', 'json'],
    learner: ['series', 'text'],
    snapshots: ['text'],
    series: ['text'],
    text: [],
    json: ['text'],
  },
  'src/renderer/src/stores': {
    group: ['transfer', 'certificates', 'session', 'host'],
    certificates: ['transfer', 'record', 'session', 'host'],
    transfer: ['record', 'protection', 'session', 'host'],
    recording: ['record', 'session', 'host'],
    record: ['session', 'host'],
    protection: ['session', 'host'],
    session: ['host'],
    host: [],
  },
  'src/renderer/src/components': {
    certificates: ['page', 'text'],
    'progress-report': ['text'],
    question: ['shell', 'forms', 'page', 'text'],
    recording: ['forms', 'page', 'text'],
    protection: ['forms', 'page', 'text'],
    notes: ['page', 'text'],
    sources: ['page', 'text'],
    course: ['text'],
    figures: ['text'],
    shell: ['page', 'text'],
    forms: ['page', 'text'],
    page: ['text'],
    text: [],
  },
  'src/renderer/src/storage': {
    transfer: ['sync', 'import', 'record', 'protection', 'database'],
    import: ['protection', 'record', 'database'],
    sealing: ['sync', 'record', 'protection', 'database'],
    sync: ['import', 'record', 'protection', 'database'],
    record: ['protection', 'database'],
    protection: ['database'],
    database: [],
  },
};
const roomRules = Object.entries(ROOMS).flatMap(([folder, rooms]) =>
  Object.entries(rooms).map(([room, below]) => ({
    name: `room-${folder.split('/').at(-1)}-${room}`,
    severity: 'error',
    from: { path: `^${folder}/${room}/` },
    to: { path: `^${folder}/`, pathNot: `^${folder}/(${[room, ...below].join('|')})/` },
  })),
);

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'no-cycles',
      comment: 'Circles of types alone count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    layer(
      'contract-imports-languages-only',
      '^src/contract/',
      [
        '^src/domain/text/language',
        '^src/domain/(progress-report/progress-report|certificate/(withdrawal|countersignature-file))',
      ],
      'What crosses the boundary stands alone, but for the list of languages and the formats of the signed files.',
    ),
    layer('domain-imports-nothing', '^src/domain/', [], 'Rules are pure.'),
    {
      name: 'domain-has-pure-packages-only',
      comment:
        'Packages that compute and touch nothing else; another one is added here, with its reason in docs/dependencies.md.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot: '^node_modules/(@noble/hashes|valibot|ts-fsrs|minisearch|stemmer|canonicalize)/',
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
    {
      name: 'storage-has-doors',
      comment: 'The rest of the app imports storage/index.ts, and the two doors below.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/src/storage/' },
      to: {
        path: '^src/renderer/src/storage/',
        pathNot: '^src/renderer/src/storage/((protection|transfer)/)?index\\.ts$',
      },
    },
    {
      name: 'later-doors-of-storage',
      comment: 'Keys, learner files and raw records come with the screens of these stores, not with the first load.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/src/(storage|stores/(protection|transfer|group))/' },
      to: {
        path: '^src/renderer/src/storage/(protection|transfer)/index\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
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
      ['^src/domain/', '^src/renderer/src/(i18n/|routes)'],
      'Components are shared parts; they link to screens by name.',
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
    {
      name: 'section-text',
      severity: 'error',
      from: { path: '^src/renderer/src/features/section/text/' },
      to: { path: '^src/renderer/src/features/section/', pathNot: '^src/renderer/src/features/section/text/' },
      comment: 'The page uses the highlights, these the notes, and these the text.',
    },
    {
      name: 'section-notes',
      severity: 'error',
      from: { path: '^src/renderer/src/features/section/notes/' },
      to: { path: '^src/renderer/src/features/section/', pathNot: '^src/renderer/src/features/section/(text|notes)/' },
      comment: 'As for the text: arrows run one way.',
    },
    {
      name: 'section-highlights',
      severity: 'error',
      from: { path: '^src/renderer/src/features/section/highlights/' },
      to: { path: '^src/renderer/src/features/section/[^/]+$' },
      comment: 'As for the text: arrows run one way.',
    },
    layer(
      'services-layer',
      '^src/main/services/',
      ['^src/contract/', '^src/domain/'],
      'Services know ports, not hosts.',
    ),
    layer(
      'hosts-layer',
      '^src/main/hosts/',
      ['^src/contract/', '^src/domain/', '^src/main/services/'],
      'What both hosts build knows neither of them.',
    ),
    ...Object.entries(SERVICE_ROOMS).map(([room, below]) => ({
      name: `service-room-${room}`,
      severity: 'error',
      from: { path: `^src/main/services/${room}/` },
      to: { path: '^src/main/services/', pathNot: `^src/main/services/(ports\\.ts|(${[room, ...below].join('|')})/)` },
    })),
    {
      name: 'service-rooms-have-one-door',
      comment: 'From another folder a room is entered through its index.ts; what is behind that is its own.',
      severity: 'error',
      from: { path: '^src/(.+)/' },
      to: {
        path: '^src/main/services/[^/]+/',
        pathNot: ['^src/main/services/[^/]+/index\\.ts$', '^src/$1/[^/]+$'],
      },
    },
    layer(
      'electron-adapter',
      '^src/main/electron/',
      ['^src/contract/', '^src/domain/text/language', '^src/main/(hosts|services)/'],
      'The Electron adapter is thin.',
    ),
    layer(
      'http-adapter',
      '^src/main/http/',
      ['^src/contract/', '^src/main/(hosts|services)/'],
      'The HTTP adapter is thin.',
    ),
    layer('launch-layer', '^src/main/launch/', ['^src/main/hosts/'], 'It runs a host as a process of its own.'),
    {
      name: 'main-root-holds-entries-alone',
      severity: 'error',
      from: {},
      to: { path: '^src/main/[^/]+$', pathNot: '^src/main/(index|browser-host|launch)\\.ts$' },
      comment: 'Everything else of the main process has a room.',
    },
    {
      name: 'session-state-has-one-writer',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/renderer/src/stores/session/' },
      to: { path: '^src/renderer/src/stores/session/session-machine' },
      comment: 'Who is at work is written in one room; everything else reads it.',
    },
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
