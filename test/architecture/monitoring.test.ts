/** What watches the service is compared with what the service shows: no alert and no panel names a metric that is not there. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../telemetry/metrics.ts';
import { TEMPORAL_METRICS } from '../setup/temporal-metrics.ts';

const FOLDER = 'docs/monitoring';
const read = (file: string): string => readFileSync(file, 'utf8');

const own = await METRICS.getMetricsAsJSON();
const known = new Set([...own.map(({ name }) => name), ...TEMPORAL_METRICS.shown, ...TEMPORAL_METRICS.onFailure]);

/** Names of metrics in an expression; a histogram is read by its series. */
const namesIn = (expression: string): readonly string[] =>
  [...expression.matchAll(/\b(?:tuojian|temporal|process|nodejs)_\w+/g)].map(([name]) =>
    known.has(name) ? name : name.replace(/_(bucket|count|sum)$/, ''),
  );
/** Labels by which an expression chooses or groups, of each metric. */
const labelsOf = (expression: string): readonly (readonly [string, string])[] =>
  [...expression.matchAll(/\b(tuojian_\w+?)(?:_bucket|_count|_sum)?\{([^}]*)\}/g)].flatMap(([, name = '', chosen = '']) =>
    [...chosen.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label = '']) => [name, label] as const),
  );

const alerts = read(`${FOLDER}/alerts.yml`)
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((text) => ({
    name: text.split('\n', 1)[0] ?? '',
    expression: /^ {8}expr: (.+)$/m.exec(text)?.[1] ?? '',
    severity: /severity: (\w+)/.exec(text)?.[1] ?? '',
    runbook: /runbook: "([^"]+)"/.exec(text)?.[1] ?? '',
  }));

type Dashboard = {
  readonly title: string;
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
};
const dashboards = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(read(path.join(FOLDER, file))) as Dashboard); // our own files, read by Grafana

describe('alerts', () => {
  it.each(alerts)(
    '$name names only what is measured, wakes somebody or waits for the morning, and leads to what to do',
    ({ expression, severity, runbook, name }) => {
      expect(namesIn(expression).length).toBeGreaterThan(0);
      for (const metric of namesIn(expression)) expect(known).toContain(metric);
      expect(['page', 'ticket']).toContain(severity);
      expect(runbook).toBe(`docs/monitoring.md#${name.toLowerCase()}`);
    },
  );

  it.each(['docs/monitoring.md', 'docs/monitoring.zh-CN.md'])('%s says of each what it means and what to do, and of no other', (file) => {
    const told = [...read(file).matchAll(/^### (Tuojian\w+)$/gm)].map(([, name = '']) => name);
    expect(told).toEqual(alerts.map(({ name }) => name));
  });
});

describe('dashboards', () => {
  it.each(dashboards)('$title: each panel asks, and only for what is measured', ({ panels }) => {
    for (const { title, targets } of panels)
      for (const { expr } of targets) {
        expect(namesIn(expr).length, title).toBeGreaterThan(0);
        for (const metric of namesIn(expr)) expect(known, title).toContain(metric);
      }
  });

  it('show every metric of ours, but those that only tell a beginning', () => {
    const shown = new Set(dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr)))));
    expect(own.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual(['process_start_time_seconds']);
  });
});

it('alerts and dashboards choose by labels that the metrics have', () => {
  const expressions = [
    ...alerts.map(({ expression }) => expression),
    ...dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))),
  ];
  const chosen = expressions.flatMap(labelsOf);
  expect(chosen.length).toBeGreaterThan(5);
  for (const [name, label] of chosen) {
    const metric = METRICS.getSingleMetric(name);
    expect(Reflect.get(Object(metric), 'labelNames'), name).toContain(label);
  }
});

it('Temporal Core measures what is named of it', () => {
  const bridge = path.dirname(
    createRequire(createRequire(import.meta.url).resolve('@temporalio/worker')).resolve('@temporalio/core-bridge/package.json'),
  );
  const library = readdirSync(path.join(bridge, 'releases'))
    .filter(
      (name) =>
        name.includes(process.arch === 'x64' ? 'x86_64' : 'aarch64') && name.includes(process.platform === 'linux' ? 'linux' : process.platform),
    )
    .map((name) => readFileSync(path.join(bridge, 'releases', name, 'index.node')))[0];
  expect(library).toBeDefined();
  for (const name of [...TEMPORAL_METRICS.shown, ...TEMPORAL_METRICS.onFailure])
    expect(library?.includes(name.replace(/^temporal_|_(total|seconds)$/g, '')), name).toBe(true);
});

it.each(['docs/monitoring.md', 'docs/monitoring.zh-CN.md'])('%s lists every metric of ours with its labels, and no other', (file) => {
  const rows = [...read(file).matchAll(/^\| `((?:tuojian|process|nodejs)_\w+)` +\| (.*?) +\| .+\|$/gm)].map(([, name = '', labels = '']) =>
    `${name} ${labels.replaceAll('`', '')}`.trim(),
  );
  const made = own.map(({ name }) =>
    `${name} ${(Reflect.get(Object(METRICS.getSingleMetric(name)), 'labelNames') as readonly string[]).join(' ')}`.trim(),
  ); // prom-client's own list
  expect(rows.sort()).toEqual(made.sort());
});
