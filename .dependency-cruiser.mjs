// Who may import whom (design, section 2). `npm run check:rooms` runs it; test/architecture plants a violation to see it bite.
const typeOnly = ['type-only'];
const ban = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const SCHEMAS = '^(api/schemas/|api/routes/surveys|api/problem|api/ports|api/app)';

/**
 * The rooms of domain/ from the ground up; nothing imports from further up. Rooms of one line stand side by side and do not
 * know each other. `permission|audit|…` are read by the house's other rooms alone.
 */
const DOMAIN = [
  ['kernel'],
  ['rule-table'],
  ['text', 'calendar', 'aside.ts', 'person.ts', 'document-store.ts'],
  ['notice'],
  ['words'],
  ['notice-facts.ts'],
  ['approval'],
  ['profile'],
  ['standards'],
  ['taken-fact', 'plan'],
  ['funds'],
  ['stages'],
  ['takeover'],
  ['project', 'journal', 'findings'],
  ['programme'],
  ['world'],
  ['cases.ts'],
  ['permission', 'audit', 'notices-of.ts', 'read-tables.ts', 'views.ts', 'case-views.ts'],
  ['webhook', 'folder'],
  ['office.ts'],
];
const inRooms = (rooms) => `^domain/(${rooms.map((room) => (room.endsWith('.ts') ? room.replace('.', '[.]') : `${room}/`)).join('|')})`;
const domainLayers = () =>
  DOMAIN.map((rooms, level) =>
    ban(
      `domain-${rooms[0]}-stays-below`,
      'What two rooms need stands below both.',
      { path: inRooms(rooms) },
      {
        path: '^domain/',
        pathNot: [...(rooms.length === 1 ? [inRooms(rooms)] : ['^domain/$1']), ...(level === 0 ? [] : [inRooms(DOMAIN.slice(0, level).flat())])],
      },
    ),
  );
const KNOWN_ROOMS = inRooms(DOMAIN.flat());

export default {
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'prisma/generated' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
  forbidden: [
    ban('domain-is-pure', 'What the domain decides is replayed for years. Pass the value in.', { path: '^domain/' }, { pathNot: '^domain/' }),
    ban(
      'workflows-use-domain-only',
      'Workflow code is sandboxed and replayed. Move effects to activities/ and import their types.',
      { path: '^workflows/' },
      { pathNot: ['^(domain|workflows)/', 'node_modules/@temporalio/(workflow|common)/'], dependencyTypesNot: typeOnly },
    ),
    ban(
      'workflows-know-activities-by-type',
      'Even types of SQL or HTTP leak shape.',
      { path: '^workflows/' },
      { path: '^(prisma|proof|notices|sheets|previews|api|temporal|log|jobs|worker|config|local|cli|test)/' },
    ),
    ban(
      'one-door-to-workflows',
      'Import workflows/contract.ts; start workflows by type.',
      { path: '^(api|temporal|log|jobs|worker|cli|local|activities|prisma|notices|sheets|previews)/' },
      { path: '^workflows/', pathNot: '^workflows/contract[.]ts$', dependencyTypesNot: typeOnly },
    ),
    ban(
      'effects-know-domain-only',
      'Inject it from a composition root.',
      { path: '^(activities|prisma|notices|sheets|previews)/' },
      { path: '^(activities|prisma|notices|sheets|previews|workflows|api|temporal|log|jobs|worker|config|local|cli)/', pathNot: ['^$1/'] },
    ),
    ban(
      'intake-knows-domain-only',
      'What people bring as files is read without the service.',
      { path: '^intake/' },
      { path: '^(activities|prisma|proof|notices|sheets|previews|workflows|api|temporal|log|jobs|worker|config|local|cli|scripts|setup)/' },
    ),
    ban(
      'documents-lie-apart',
      'Where bytes lie and what looks at them: wired by the parts and the commands.',
      { path: '^documents/' },
      { path: '^(activities|prisma|proof|notices|sheets|previews|workflows|api|temporal|log|jobs|worker|local|cli|scripts|setup|exports|intake)/' },
    ),
    ban(
      'table-door',
      'CSV files and workbooks that come in are read in intake/.',
      { pathNot: '^(intake|test|sheets|scripts|bench)/|^web/parts/export[.]ts$' },
      { path: 'node_modules/(csv-parse|hucre)/' },
    ),
    ban(
      'proof-needs-nothing',
      'What proves the record must run without the service and without its database.',
      { path: '^proof/' },
      { path: '^(activities|prisma|notices|sheets|previews|workflows|api|temporal|log|jobs|worker|config|local|cli|scripts)/' },
    ),
    ban(
      'api-is-thin',
      'Only api/server.ts and api/server/ wire adapters; the rest takes ports (api/ports.ts).',
      { path: '^api/', pathNot: '^api/server([.]ts$|/)' },
      { path: '^(activities|prisma|notices|sheets|previews|log|jobs|worker|config|local|cli|setup|exports)/', pathNot: '^jobs/keep-doing[.]ts$' },
    ),
    ban(
      'temporal-is-a-door',
      'How Temporal is reached, what is sealed and encrypted on the way, and whether workflows know what the record (prisma/) holds.',
      { path: '^temporal/' },
      { path: '^(activities|notices|sheets|previews|api|log|jobs|worker|config|local|cli)/', pathNot: '^activities/ports[.]ts$' },
    ),
    ban(
      'temporal-door',
      'Temporal is spoken to in temporal/; jobs/ and the wiring get what it gives.',
      { pathNot: '^(temporal|test|local|bench|scripts)/' },
      { path: 'node_modules/@temporalio/client/', dependencyTypesNot: typeOnly },
    ),
    ban(
      'log-signs',
      'Keys and signatures of the log know the record and its proof; who runs them and where settings come from stands above.',
      { path: '^log/' },
      { path: '^(activities|sheets|previews|intake|workflows|api|temporal|jobs|worker|local|cli)/' },
    ),
    ban(
      'jobs-are-run',
      'What repeats is put together by the worker.',
      { path: '^jobs/' },
      { path: '^(sheets|previews|intake|api|worker|config|local|cli)/' },
    ),
    ban(
      'setup-fills-a-service',
      'It knows the record, the files and the shapes of the API; who asks for it, and where settings come from, stands above.',
      { path: '^setup/' },
      { path: '^(api|activities|notices|sheets|previews|log|jobs|worker|config|local|cli|scripts)/', pathNot: '^api/(schemas/|problem)' },
    ),
    ban(
      'setup-is-wired',
      'The API takes it as a port (api/ports.ts); the server, the commands and scripts put it together.',
      { path: '^(domain|workflows|activities|prisma|proof|intake|notices|sheets|previews|temporal|log|jobs|worker|config|local)/' },
      { path: '^setup/' },
    ),
    ban(
      'exports-leave',
      'What leaves as a file knows the record, its proof and sheets; who asks for it, and where settings come from, stands above.',
      { path: '^exports/' },
      { path: '^(api|activities|notices|previews|intake|temporal|log|jobs|worker|config|local|cli|scripts|setup)/' },
    ),
    ban(
      'exports-are-wired',
      'The API takes them as a port (api/ports.ts); the server and the commands put them together.',
      { path: '^(domain|workflows|activities|prisma|proof|intake|notices|sheets|previews|temporal|log|jobs|worker|config|local|setup)/' },
      { path: '^exports/' },
    ),
    ban(
      'backup-copies',
      'What a backup is knows the record, its proof and the files of keys; who asks for it, and where settings come from, stands above.',
      { path: '^backup/' },
      {
        path: '^(api|activities|notices|sheets|previews|intake|workflows|jobs|worker|config|local|cli|scripts|setup|exports|sign-in|telemetry)/',
        pathNot: '^local/setup-error[.]ts$',
      },
    ),
    ban(
      'backup-is-wired',
      'Commands put it together.',
      {
        path: '^(domain|workflows|activities|prisma|proof|intake|notices|sheets|previews|temporal|log|jobs|worker|config|local|setup|exports|api)/',
      },
      { path: '^backup/' },
    ),
    ban(
      'telemetry-knows-nobody',
      'What is measured is told to it; it knows no room.',
      { path: '^telemetry/' },
      { pathNot: ['^telemetry/', 'node_modules'], dependencyTypesNot: ['core', 'type-only'] },
    ),
    ban(
      'telemetry-is-for-who-acts',
      'What decides, what proves and what is stored is watched by whoever calls it.',
      { path: '^(domain|workflows|activities|prisma|proof|notices|sheets|previews|intake|sign-in|setup|exports|web|config|log)/' },
      { path: '^telemetry/' },
    ),
    ban(
      'telemetry-door',
      'Prometheus and OpenTelemetry are spoken in telemetry/.',
      { pathNot: '^(telemetry|test)/' },
      { path: 'node_modules/(prom-client|@opentelemetry)/' },
    ),
    ban(
      'build-needs-nothing',
      'It runs before anything is built, and what is built of it knows what it was built from.',
      { path: '^build/' },
      { pathNot: ['^build/', 'node_modules/rolldown/'], dependencyTypesNot: ['core'] },
    ),
    ban(
      'build-door',
      'Who starts the service builds it; the worker keeps its workflows as the build does.',
      { pathNot: '^(build|bin|test)/|^worker/workflow-bundle[.]ts$' },
      { path: '^build/' },
    ),
    ban('worker-is-wiring', 'The worker does not know the API or the embedded stack.', { path: '^worker/' }, { path: '^(api|local|cli)/' }),
    ban(
      'cli-reads-schemas-not-routes',
      'The CLI shares schemas and the gateway with the API, nothing else.',
      { path: '^cli/' },
      { path: '^api/', pathNot: [SCHEMAS, '^api/server[.]ts$'] },
    ),
    ban(
      'commands-are-declared-lightly',
      'A command is declared for every help; what it works with is loaded when it runs: `await import(…)` in its action.',
      { path: '^cli/(commands/|main|declare|output|connect|api-session|arguments|error-in-words|undelivered)' },
      {
        path: '^(prisma|temporal|api|log|jobs|worker|sheets|proof|intake|notices|activities|setup|exports|backup)/|^config/env[.]ts|^domain/cases[.]ts|^cli/(part|production|routes|user-checks|openapi|json-argument|calendar-file|audit|doctor)',
        dependencyTypesNot: typeOnly,
        dynamic: false,
      },
    ),
    ban(
      'sql-door',
      'Prisma and pg live in prisma/; local/ starts the server and asks whether it is up; scripts/tamper/ changes rows as a superuser.',
      { pathNot: '^(prisma|test|local|bench|scripts/tamper)/' },
      { path: 'node_modules/(@prisma|pg|pg-copy-streams)/|^prisma/generated/' },
    ),
    ban(
      'console-knows-domain-only',
      'The console asks the server; it shares words and rules with it, and nothing that runs there.',
      { path: '^web/' },
      {
        path: '^(workflows|activities|prisma|proof|notices|sheets|previews|intake|api|temporal|log|jobs|worker|cli|local|config|scripts|bench|exports)/',
      },
    ),
    ban('console-is-a-leaf', 'What the server needs of it is built (dist/web).', { pathNot: '^(web|test|scripts)/' }, { path: '^web/' }),
    ban(
      'rooms-of-the-console',
      'What two rooms show alike stands in parts/; a room is linked to by its paths.ts.',
      { path: '^web/(?!app/|parts/)([^/]+)/' },
      { path: '^web/(?!app/|parts/|generated/)', pathNot: ['^web/$1/', '/paths[.]ts$'] },
    ),
    ban(
      'browser-door',
      'React of the browser, Mantine and TanStack live in web/.',
      { pathNot: '^(web|test)/' },
      { path: 'node_modules/(@mantine|@tanstack|lucide-react|openapi-fetch)/' },
    ),
    ban(
      'sign-in-door',
      'better-auth lives in sign-in/, and its tables in prisma/.',
      { pathNot: '^(sign-in|prisma/people|test)/' },
      { path: 'node_modules/better-auth/', dependencyTypesNot: typeOnly },
    ),
    ban(
      'sign-in-knows-domain-only',
      'What it keeps and sends is passed in.',
      { path: '^sign-in/' },
      { path: '^(activities|prisma|proof|notices|sheets|previews|workflows|api|temporal|log|jobs|worker|config|local|cli|scripts)/' },
    ),
    ban('pdf-door', 'pdfmake lives in sheets/.', { pathNot: '^(sheets|test)/' }, { path: 'node_modules/(@types/)?(pdfmake|pdfkit)/' }),
    ban(
      'mail-door',
      'What sends, reads and checks mail lives in notices/.',
      { pathNot: '^(notices|test)/' },
      { path: 'node_modules/((@types/)?nodemailer|imapflow|mailauth|@react-email/render)/' },
    ),
    ban(
      'picture-door',
      'Pictures of documents are drawn in previews/.',
      { pathNot: '^(previews|test)/' },
      { path: 'node_modules/(pdfjs-dist|@napi-rs/canvas|image-size)/' },
    ),
    ban(
      'express-door',
      "Express lives in api/; local/'s mail catcher has a page of its own.",
      { pathNot: '^(api|test|local)/' },
      { path: 'node_modules/(@types/)?express/' },
    ),
    ban('no-cycles', 'Extract the shared noun; a type counts too.', {}, { circular: true }),
    ...domainLayers(),
    ban('domain-room-has-a-floor', 'Name the room in DOMAIN above.', { path: '^domain/', pathNot: KNOWN_ROOMS }, { path: '.' }),
    ban('tests-are-leaves', 'Nobody imports tests.', { pathNot: '^test/' }, { path: '^test/' }),
    ban('nothing-unresolvable', 'It must be there.', {}, { couldNotResolve: true, pathNot: 'prisma/generated' }),
  ],
};
