import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument, programmeSchema, routeJsonSchema } from '../../cli/openapi.ts';
import { readSettings } from '../../config/env.ts';

const root = process.cwd();
const run = (command: string, args: readonly string[], cwd: string) => {
  const result = spawnSync(path.join(root, 'node_modules/.bin', command), args, { cwd, encoding: 'utf8' });
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
};

/** A copy of the house's outline with planted files, so that the real tree is never touched. */
function planted(files: Readonly<Record<string, string>>, work: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-planted-'));
  try {
    for (const name of ['.dependency-cruiser.mjs', 'biome.json', 'tsconfig.json', 'package.json', 'domain', 'workflows', 'activities', 'notices']) {
      cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the rooms', () => {
  const breaches = [
    ['domain/planted-zod.ts', "import { z } from 'zod';\nexport const planted = z;\n", 'domain-is-pure'],
    ['domain/planted-mail.ts', "import { composeMail } from '../notices/compose.ts';\nexport const planted = composeMail;\n", 'domain-is-pure'],
    [
      'workflows/planted.ts',
      "import { createActivities } from '../activities/index.ts';\nexport const planted = createActivities;\n",
      'workflows-use-domain-only',
    ],
    ['activities/planted.ts', "import nodemailer from 'nodemailer';\nexport const planted = nodemailer;\n", 'mail-door'],
    ['domain/kernel/planted.ts', "import type { Route } from '../approval/route.ts';\nexport type Planted = Route;\n", 'domain-kernel-stays-below'],
    [
      'domain/stages/planted.ts',
      "import type { ProjectState } from '../project/facts.ts';\nexport type Planted = ProjectState;\n",
      'domain-stages-stays-below',
    ],
    [
      'domain/journal/planted.ts',
      "import type { Finding } from '../findings/ledger.ts';\nexport type Planted = Finding;\n",
      'domain-project-stays-below',
    ],
    ['domain/new/planted.ts', "import type { Text } from '../kernel/values.ts';\nexport type Planted = Text;\n", 'domain-room-has-a-floor'],
    ['domain/words/planted-a.ts', "import type { B } from './planted-b.ts';\nexport type A = { readonly b: B };\n", 'no-cycles'],
    ['notices/planted.ts', "import { runKind } from '../workflows/case-loop.ts';\nexport const planted = runKind;\n", 'one-door-to-workflows'],
    [
      'cli/commands/planted.ts',
      "import { composeMail } from '../../notices/compose.ts';\nexport const planted = composeMail;\n",
      'commands-are-declared-lightly',
    ],
    ['setup/planted.ts', "import { composeMail } from '../notices/compose.ts';\nexport const planted = composeMail;\n", 'setup-fills-a-service'],
    ['exports/planted.ts', "import { composeMail } from '../notices/compose.ts';\nexport const planted = composeMail;\n", 'exports-leave'],
    ['notices/planted-exports.ts', "import { planted } from '../exports/planted.ts';\nexport const again = planted;\n", 'exports-are-wired'],
    ['telemetry/planted.ts', "import { composeMail } from '../notices/compose.ts';\nexport const planted = composeMail;\n", 'telemetry-knows-nobody'],
    ['notices/planted-watch.ts', "import { planted } from '../telemetry/planted.ts';\nexport const again = planted;\n", 'telemetry-is-for-who-acts'],
    ['notices/planted-metric.ts', "import { Counter } from 'prom-client';\nexport const planted = Counter;\n", 'telemetry-door'],
    ['notices/planted-setup.ts', "import { planted } from '../setup/planted.ts';\nexport const again = planted;\n", 'setup-is-wired'],
  ] as const;
  let caught: { readonly status: number | null; readonly output: string };
  beforeAll(() => {
    const other = { 'domain/words/planted-b.ts': "import type { A } from './planted-a.ts';\nexport type B = { readonly a?: A };\n" };
    planted({ ...other, ...Object.fromEntries(breaches.map(([file, text]) => [file, text])) }, (folder) => {
      caught = run(
        'depcruise',
        ['--config', '.dependency-cruiser.mjs', 'domain', 'workflows', 'activities', 'notices', 'cli', 'setup', 'exports', 'telemetry'],
        folder,
      );
    });
  });

  it.each(breaches)('%s that breaks a rule is caught', (file, _text, rule) => {
    expect(caught.status).not.toBe(0);
    expect(caught.output).toMatch(new RegExp(`${rule}: ${file} `));
  });
});

describe('the linter', () => {
  it.each([
    ['a floating promise', 'export async function work(): Promise<void> {}\nexport function start(): void {\n  work();\n}\n', 'noFloatingPromises'],
    [
      'a promise where a yes or no is asked',
      'export async function ready(): Promise<boolean> {\n  return true;\n}\nexport const start = (): number => {\n  if (ready()) return 1;\n  return 2;\n};\n',
      'noMisusedPromises',
    ],
    ['any', 'export const loose = (value: any): any => value;\n', 'noExplicitAny'],
    ['the environment read outside config/', 'export const home = process.env.HOME;\n', 'noProcessEnv'],
  ])('catches %s', (_what, text, rule) => {
    planted({ 'domain/planted.ts': text }, (folder) => {
      const { status, output } = run('biome', ['lint', '--vcs-enabled=false', 'domain/planted.ts'], folder);
      expect(output).toContain(rule);
      expect(status).not.toBe(0);
    });
  });
});

describe('the repository', () => {
  const files = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((file) => file !== '');
  it('compares nothing that a stranger chooses by a pattern: no ILIKE, and no mode of Prisma that means it', () => {
    const found = files
      .filter((file) => /^(?!test\/|docs\/|node_modules\/).*\.(?:ts|tsx|mjs|sql)$/.test(file))
      .filter((file) =>
        /\bILIKE\b|~~\*|mode:\s*['"]insensitive['"]/.test(readFileSync(path.join(root, file), 'utf8').replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')),
      );
    expect(found).toEqual([]);
  });

  it('keeps all Temporal packages at one exact version, and names no registry in its lockfile', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const versions = Object.entries({ ...dependencies, ...devDependencies })
      .filter(([name]) => name.startsWith('@temporalio/'))
      .map(([, version]) => version);
    expect(new Set(versions).size).toBe(1);
    expect(versions[0]).toMatch(/^\d+\.\d+\.\d+$/);
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"resolved": "http/);
  });
  it('sends nothing to those who count installations', () => {
    const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    // OpenTelemetry's libraries send to the collector that the settings name, and without one nothing (config/env.ts).
    const counting = Object.keys(read('package-lock.json').packages).filter((name) => /@scarf\/|(?<!@open)telemetry/.test(name));
    expect(readSettings({ overrides: { OTEL_EXPORTER_OTLP_ENDPOINT: '' } }).traces).toBeNull();
    expect(files.filter((file) => /\.(ts|mjs)$/.test(file) && /startTraces\(/.test(readFileSync(file, 'utf8')))).toEqual([
      'local/watching.ts',
      'telemetry/traces.ts',
    ]);
    expect(readFileSync('local/watching.ts', 'utf8')).toMatch(/if \(traces !== null\) \{\s+const tracing = startTraces\(/);
    if (counting.length > 0) expect(counting.sort()).toEqual(['node_modules/@better-auth/telemetry', 'node_modules/@scarf/scarf']);
    expect(readFileSync(path.join(root, 'sign-in/auth.ts'), 'utf8')).toContain('telemetry: { enabled: false }');
    expect(read('package.json').scarfSettings).toEqual({ enabled: false });
  });

  it('has no file called utils, helpers, manager or misc', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|managers?|misc)(\.|\/)/.test(file))).toEqual([]);
  });
  it('documents the formats that the code reads and answers', () => {
    expect(JSON.parse(readFileSync('docs/route.schema.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(routeJsonSchema())));
    expect(JSON.parse(readFileSync('docs/programme.schema.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(programmeSchema())));
    expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(openApiDocument('http://localhost:8700'))));
  });
});
