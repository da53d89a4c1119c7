/** What the documents say is compared with what the code does. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { routeFile } from '../../api/schemas/route.ts';
import { DEFAULT_RULES } from '../../domain/approval/route.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import { shippedRoutes } from '../../domain/standards/routes.ts';

const read = (file: string): string => readFileSync(file, 'utf8');

describe.each(['docs/operations.md', 'docs/operations.zh-CN.md'])('%s', (file) => {
  it('names for every operation a test that is there', () => {
    const rows = [...read(file).matchAll(/^\| .+ \| .+ \| \[[\w-]+\]\(\.\.\/(test\/[\w/-]+\.test\.ts)\) “(.+)” +\|$/gm)];
    expect(rows.length).toBeGreaterThanOrEqual(39);
    for (const [, test = '', title = ''] of rows) expect(read(test)).toContain(title);
  });
});

const LINKED = ['README', 'docs/operations', 'docs/commands', 'docs/monitoring'].flatMap((page) => [`${page}.md`, `${page}.zh-CN.md`]);
describe.each(LINKED)('%s', (file) => {
  it('leads only to files that are there', () => {
    const folder = path.dirname(file);
    const targets = [...read(file).matchAll(/(?:\]\(|<img src=")(?!https?:)([^)#"]+)/g)].map(([, target = '']) => path.join(folder, target));
    expect(targets.filter((target) => !existsSync(target))).toEqual([]);
  });
});

describe.each(['docs/routes.md', 'docs/routes.zh-CN.md'])('%s', (file) => {
  it('states the default of every rule', () => {
    const rows = [...read(file).matchAll(/^\| `(\w+)` +\| `(.+?)` +\| .+\|$/gm)].map(([, rule = '', value = '']) => [rule, value] as const);
    const rules = Object.fromEntries(rows.filter(([rule]) => rule in DEFAULT_RULES).map(([rule, value]) => [rule, JSON.parse(value)]));
    expect(rules).toEqual(DEFAULT_RULES);
  });

  it('names every route that is shipped, with its limits', () => {
    for (const { code, steps } of shippedRoutes()) {
      const limits = steps.map(({ name, limit }) => `${name.zh}${limit === undefined ? '' : ` ${limit.n} ${limit.unit}`}`).join(' → ');
      const row = read(file)
        .split('\n')
        .find((line) => line.startsWith(`| \`${code}\``));
      expect(row).toContain(limits);
    }
  });

  it('has an example without a fault', () => {
    const [, example = ''] = /```json\n([\s\S]+?)\n```/.exec(read(file)) ?? [];
    const { format: _, ...route } = routeFile.parse(JSON.parse(example));
    expect(checkRoute({ version: 1, ...route }).faults).toEqual([]);
  });
});

describe('.env.example', () => {
  const named = (file: string, pattern: RegExp) => [...read(file).matchAll(pattern)].map(([, name = '']) => name).sort();

  it('names every setting that is read, once, and no other', () => {
    const ofTemporal = (name: string): boolean => name.startsWith('TEMPORAL_');
    const shown = named('.env.example', /^# ([A-Z_]+)=/gm);
    expect(shown.filter((name) => !ofTemporal(name))).toEqual(named('config/env.ts', /^ {2}([A-Z_]+): [a-z]/gm));
    // Those of Temporal are read by its own loader: each that is shown stands in the page, and in the loader or in our look at it.
    const loader = `${read('node_modules/@temporalio/envconfig/lib/envconfig-toml.js')}${read('config/temporal.ts')}`;
    const ofIts = shown.filter(ofTemporal);
    expect(ofIts.length).toBeGreaterThan(8);
    expect(new Set(ofIts).size).toBe(ofIts.length);
    for (const name of ofIts) expect(loader, name).toContain(name);
  });

  it('and the page about Temporal tells the same of it in both languages', () => {
    const shown = named('.env.example', /^# (TEMPORAL_[A-Z_]+)=/gm).filter((name) => name !== 'TEMPORAL_CLI_PATH');
    for (const page of ['docs/temporal.md', 'docs/temporal.zh-CN.md'])
      for (const name of shown) expect(read(page), `${page}: ${name}`).toContain(name.replace('TEMPORAL_TLS_CLIENT_KEY_PATH', '…_KEY_PATH'));
  });

  it('states the defaults that settings have', () => {
    const code = read('config/env.ts');
    for (const [, name = '', value = ''] of code.matchAll(/^ {2}([A-Z_]+): [^\n]*?\.default\('?([\w.]+)'?\)/gm))
      expect(read('.env.example'), name).toMatch(new RegExp(`^# ${name}=${value.replaceAll('_', '')}(\\s|$)`, 'm'));
  });
});
