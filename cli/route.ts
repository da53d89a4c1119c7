/** `tuojian route …` */
import { existsSync } from 'node:fs';
import { route as routeSchema } from '../api/schemas/route.ts';
import { faultsOf } from '../api/schemas/values.ts';
import { type Route, routeLabel } from '../domain/approval/route.ts';
import { checkRoute, type RouteReport } from '../domain/approval/route-faults.ts';
import { dayAt } from '../domain/kernel/days.ts';
import { shippedRoutes } from '../domain/standards/routes.ts';
import type { DryRun } from '../domain/world/dry-run.ts';
import { SetupError } from '../local/setup-error.ts';
import { type ApiSession, type SignIn, signIn } from './api-session.ts';
import { readJsonFile } from './json-argument.ts';

type Within = SignIn & { readonly programme?: string };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const routesIn = async (api: ApiSession, programme: string): Promise<readonly Route[]> =>
  (await api.get<{ items: readonly Route[] }>(`/api/v1/programme/${encodeURIComponent(programme)}/routes`)).items;

const known = async (options: Within): Promise<readonly Route[]> =>
  options.programme === undefined ? shippedRoutes() : routesIn(await signIn(options), options.programme);

export async function listRoutes(options: Within): Promise<void> {
  for (const route of await known(options)) {
    say(
      `${routeLabel(route).padEnd(24)} ${route.name.zh.padEnd(14)} ${route.steps.map((step) => `${step.name.zh}${step.limit === undefined ? '' : ` ${step.limit.n}${step.limit.unit}`}`).join(' → ')}`,
    );
  }
}

export async function showRoute(code: string, options: Within): Promise<void> {
  const found = (await known(options)).find((route) => route.code === code);
  if (found === undefined) throw new SetupError(`There is no route ${code}.`, 'See `tuojian route list`.');
  say(JSON.stringify({ format: 'tuojian-route/1', ...found }, null, 2));
}

/** A route from a file; every fault of its shape at once. */
function routeFrom(file: string): Route {
  const parsed = routeSchema.safeParse(readJsonFile(file));
  if (!parsed.success) throw new SetupError(`${file} has faults:\n${faultsOf(parsed.error, '  ').join('\n')}`, 'Correct each; nothing was kept.');
  return parsed.data;
}

export async function checkRouteFile(file: string, options: Within): Promise<void> {
  const route = routeFrom(file);
  const report: RouteReport =
    options.programme === undefined
      ? checkRoute(route)
      : await (await signIn(options)).post(`/api/v1/programme/${encodeURIComponent(options.programme)}/routes/check`, route);
  for (const warning of report.warnings) say(`  warning  ${warning}`);
  for (const fault of report.faults) say(`  FAULT    ${fault}`);
  say(JSON.stringify({ route: route.code, faults: report.faults.length, warnings: report.warnings.length }));
  if (report.faults.length > 0) process.exitCode = 1;
}

export type DryRunOptions = SignIn & {
  readonly programme: string;
  readonly project?: string;
  readonly amount?: string;
  readonly fact?: readonly string[];
  readonly from?: string;
};

/** `kind=NEW` as a fact; numbers and true/false are what they look like. */
function factOf(given: string): readonly [string, string | number | boolean] {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9]*)=(.+)$/.exec(given) ?? [];
  if (name === undefined || value === undefined) throw new SetupError(`"${given}" is no fact.`, 'Write NAME=VALUE, for example kind=CONVERT.');
  return [name, value === 'true' || value === 'false' ? value === 'true' : /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value];
}

export async function dryRunRoute(name: string, options: DryRunOptions): Promise<void> {
  const amount = options.amount === undefined ? undefined : Math.round(Number(options.amount) * 100);
  if (amount !== undefined && !(Number.isFinite(amount) && amount >= 0))
    throw new SetupError(`--amount ${options.amount} is no amount.`, 'Write it in 元, for example 26800000.');
  const facts = Object.fromEntries((options.fact ?? []).map(factOf));
  const api = await signIn(options);
  const report = await api.post<DryRun>(`/api/v1/programme/${encodeURIComponent(options.programme)}/routes/dry-run`, {
    route: existsSync(name) ? routeFrom(name) : name,
    content: { facts, ...(amount === undefined ? {} : { amountFen: amount }) },
    project: options.project ?? null,
    from: options.from ?? dayAt(new Date().toISOString()),
  });
  for (const step of report.steps) {
    const values = Object.entries(step.values)
      .map(([fact, value]) => `${fact}=${value ?? '—'}`)
      .join(' ');
    const people = step.people
      .map(
        ({ person, onBehalfOf }) => `${person}${onBehalfOf === null ? '' : ` (代 ${onBehalfOf})`}${step.automatic.includes(person) ? ' [auto]' : ''}`,
      )
      .join(', ');
    const until = step.dueOn === null ? '' : `  until ${step.dueOn}${step.provisional ? ' (暂定)' : ''}`;
    say(
      `  ${step.key.padEnd(12)} ${step.name.zh}  ${step.result === 'ASKED' ? `${step.agree}: ${people}` : step.result}${until}${values === '' ? '' : `  [${values}]`}${step.fault === null ? '' : `  ${step.fault}`}`,
    );
    for (const { mark, at } of step.marks.filter((m) => m.mark === 'TIMEOUT')) say(`  ${''.padEnd(12)} ${mark} at ${at}`);
  }
  if (report.dueOn !== null) say(`  whole handling until ${report.dueOn}`);
  for (const fault of report.faults) say(`  FAULT ${fault}`);
  say(JSON.stringify({ steps: report.steps.length, asked: report.steps.filter((s) => s.result === 'ASKED').length, faults: report.faults.length }));
  if (report.faults.length > 0) process.exitCode = 1;
}

export async function adoptRoute(file: string, options: SignIn & { readonly programme: string; readonly basis: string }): Promise<void> {
  const api = await signIn(options);
  await api.post(`/api/v1/programme/${encodeURIComponent(options.programme)}/commands`, {
    type: 'AdoptRoute',
    route: routeFrom(file),
    basis: options.basis,
  });
  const adopted = (await routesIn(api, options.programme)).find(({ code }) => code === routeFrom(file).code);
  say(
    adopted === undefined
      ? 'Adopted.'
      : `${routeLabel(adopted)} holds in ${options.programme} from now on; cases under way keep the route that they began with.`,
  );
}
