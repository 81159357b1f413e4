/**
 * The map of who may import whom: every source file belongs to one zone, and each zone names what it
 * may reach. Plain data and one look-up; knows nothing of syntax trees.
 */

/** What an import leads to, once its path is resolved. */
export type Target =
  | { kind: 'file'; path: string }
  | { kind: 'package'; name: string }
  | { kind: 'node' }
  | { kind: 'alias'; specifier: string };

interface Zone {
  name: string;
  /** Matches paths from the repository's root, with forward slashes. */
  files: RegExp;
  /** A family of zones, one per folder that this matches: each reaches its own folder. */
  folder?: RegExp;
  /** Files it may import. */
  reaches: RegExp[];
  /** Files of which it may import types only. */
  reachesTypes?: RegExp[];
  /** npm packages: all but the guarded ones, or just these. */
  packages: 'any' | RegExp[];
  /** Node's own modules. */
  node: boolean;
  /** Said when it reaches too far. */
  rule: string;
}

const pageSafeShared = /^shared\/(bridge\.ts|create-api\.ts|failure\.ts|query\/|images\/|totp\/)/;
const shared = /^shared\//;
/** The ports and small tools beside them, but not what assembles and dispatches. */
const coreGround = /^electron\/core\/(?!create-core|dispatch|services)[^/]+\.ts$/;
const pureWireReader = /^electron\/core\/clerk\/user-wire\.ts$/;

function core(folder: string, more: RegExp[], rule: string): Zone {
  const own = new RegExp(`^electron/core/${folder}/`);
  return {
    name: `electron/core/${folder}`,
    files: own,
    reaches: [own, coreGround, shared, ...more],
    packages: 'any',
    node: true,
    rule,
  };
}

function inCore(...folders: string[]): RegExp {
  return new RegExp(`^electron/core/(${folders.join('|')})/`);
}

/** The first zone that matches a file is its zone. Tests, build scripts and config files have none. */
const zones: Zone[] = [
  {
    name: 'the page-safe part of shared',
    files: pageSafeShared,
    reaches: [pageSafeShared],
    reachesTypes: [shared],
    packages: [],
    node: false,
    rule: 'It runs in the page, which carries neither zod nor the schemas: import types only.',
  },
  {
    name: 'shared',
    files: shared,
    reaches: [shared],
    packages: [/^zod$/],
    node: false,
    rule: 'shared imports nothing but zod.',
  },
  {
    name: 'the database threads',
    files: /^electron\/core\/storage\/database-(services|worker)\.ts$/,
    reaches: [coreGround, inCore('storage', 'directory', 'journal', 'lists', 'images'), shared],
    packages: 'any',
    node: true,
    rule: 'The database threads assemble what the mirror, the journal, the lists and the pictures keep in files, and nothing else.',
  },
  core('clerk', [], 'The API client knows no database, no mirror and no keychain.'),
  core(
    'directory',
    [inCore('storage'), pureWireReader],
    'The mirror knows no HTTP: its sync is handed a lister.',
  ),
  core(
    'images',
    [inCore('storage')],
    'Pictures know no users: a domain folder imports only the ports and the storage below it.',
  ),
  core('journal', [inCore('storage')], 'A domain folder imports only the ports and the storage below it.'),
  core('lists', [inCore('storage')], 'A domain folder imports only the ports and the storage below it.'),
  core(
    'instances',
    [inCore('secrets', 'storage', 'clerk', 'directory', 'images', 'journal', 'logging', 'settings')],
    'A domain folder knows neither the handlers nor the dispatcher above it.',
  ),
  {
    name: 'electron/core/handlers',
    files: inCore('handlers'),
    reaches: [/^electron\/core\/(?!create-core|dispatch)/, shared],
    packages: 'any',
    node: true,
    rule: 'Handlers use the domain folders; what assembles and dispatches stands above them.',
  },
  {
    name: 'a domain folder',
    files: /^electron\/core\/[^/]+\//,
    folder: /^electron\/core\/[^/]+\//,
    reaches: [coreGround, shared],
    packages: 'any',
    node: true,
    rule: 'A domain folder imports only the ports, unless build/eslint/zones.ts says more of it.',
  },
  {
    name: 'electron/core',
    files: /^electron\/core\//,
    reaches: [/^electron\/core\//, shared],
    packages: 'any',
    node: true,
    rule: 'core is plain Node: it imports shared, and knows neither its hosts nor the demo.',
  },
  {
    name: 'electron/demo',
    files: /^electron\/demo\//,
    reaches: [/^electron\/demo\//, /^shared\/models\//],
    packages: 'any',
    node: true,
    rule: 'The demo server stands in for Clerk: it shares the models at most.',
  },
  {
    name: 'electron/shell',
    files: /^electron\/shell\//,
    reaches: [/^electron\/(shell|core|demo)\//, shared],
    packages: 'any',
    node: true,
    rule: 'The shell imports core, demo and shared.',
  },
  {
    name: 'electron/preload',
    files: /^electron\/preload\//,
    reaches: [/^electron\/preload\//],
    reachesTypes: [shared],
    packages: [/^electron$/],
    node: false,
    rule: 'The preload carries two functions: import types only.',
  },
  {
    name: 'renderer/ui',
    files: /^renderer\/ui\//,
    reaches: [/^renderer\/ui\//],
    reachesTypes: [shared],
    packages: 'any',
    node: false,
    rule: 'ui is presentational: it knows no api and no feature.',
  },
  {
    name: 'renderer/composables',
    files: /^renderer\/composables\//,
    reaches: [/^renderer\/(composables\/|ui\/|api\.ts$)/, pageSafeShared],
    reachesTypes: [shared],
    packages: 'any',
    node: false,
    rule: 'Composables know the api and ui, but no feature.',
  },
  {
    name: 'a renderer feature',
    files: /^renderer\/features\//,
    folder: /^renderer\/features\/[^/]+\//,
    reaches: [/^renderer\/(composables\/|ui\/|features\/shell\/|api\.ts$|router\.ts$)/, pageSafeShared],
    reachesTypes: [shared],
    packages: 'any',
    node: false,
    rule: 'Features never import each other: they meet in the router, in features/shell or in ui.',
  },
  {
    name: 'renderer',
    files: /^renderer\//,
    reaches: [/^renderer\//, pageSafeShared],
    reachesTypes: [shared],
    packages: 'any',
    node: false,
    rule: 'Of shared, the page uses create-api, failure and query at run time: import types of the rest.',
  },
];

/** Packages that only some files may import, even for their types. */
const guardedPackages: { name: RegExp; files: RegExp; rule: string }[] = [
  {
    name: /^electron$/,
    files: /^electron\/(shell|preload)\//,
    rule: 'Only the shell and the preload import electron.',
  },
  {
    name: /^keytar$/,
    files: /^electron\/core\/secrets\/keytar-secret-store\.ts$/,
    rule: 'Only electron/core/secrets/keytar-secret-store.ts imports keytar.',
  },
  {
    name: /^(better-)?sqlite3/,
    files: /^electron\/core\/storage\/open-database\.ts$/,
    rule: 'Only electron/core/storage/open-database.ts imports the SQLite driver.',
  },
  {
    name: /^zod$/,
    files: /^(shared|electron\/(core|demo|shell))\//,
    rule: 'The page and the preload carry no schemas.',
  },
  {
    name: /^@clerk\//,
    files: /^$/,
    rule: 'The official SDK is a peer in tests only.',
  },
];

function zoneOf(path: string): Zone | undefined {
  const zone = zones.find(({ files }) => files.test(path));
  const own = zone?.folder?.exec(path)?.[0];
  if (!zone || own === undefined) return zone;
  return { ...zone, reaches: [...zone.reaches, new RegExp(`^${own}`)] };
}

/**
 * Why the file at `path` may not import `target`, or null when it may.
 * Both paths are given from the repository's root, with forward slashes.
 */
export function whyForbidden(path: string, target: Target, typeOnly: boolean): string | null {
  const zone = zoneOf(path);
  if (!zone) return null;
  switch (target.kind) {
    case 'alias':
      return 'Import by relative path.';
    case 'node':
      return zone.node ? null : `${zone.name} sees none of Node's modules.`;
    case 'package': {
      const guard = guardedPackages.find(({ name }) => name.test(target.name));
      if (guard && !guard.files.test(path)) return guard.rule;
      const allowed = zone.packages === 'any' || zone.packages.some((name) => name.test(target.name));
      return allowed ? null : zone.rule;
    }
    case 'file': {
      const reaches = typeOnly ? [...zone.reaches, ...(zone.reachesTypes ?? [])] : zone.reaches;
      return reaches.some((files) => files.test(target.path)) ? null : zone.rule;
    }
  }
}
