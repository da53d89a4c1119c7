/**
 * Every route and every command × every person × own project, other project, other county, a body that names another one:
 * what the table says (domain/permission), and what a running service answers. The expectation knows the programme's file
 * and the table alone, never the database. Deliberately absent: starting a service (main.ts).
 */
import { randomUUID } from 'node:crypto';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { CASE_KINDS, type StreamKind } from '../../domain/cases.ts';
import { maySend, mayUse, reads } from '../../domain/permission/ask.ts';
import { type Ground, holds, OVERSEERS, type Relation } from '../../domain/permission/relation.ts';
import { COMMANDS, DRAFTS, ROUTE_ROWS, type Row, rowOfCommand } from '../../domain/permission/table.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { CONTENT, ROUTE_SAMPLE, samplesWith } from './samples.ts';

/** A case of each kind stands under these projects; `approval` is their draft. */
export type Target = { readonly programme: string; readonly project: string; readonly approval: string };
/** How somebody came to an approval, beside role and project. */
export type Came = { readonly person: string; readonly approval: string; readonly ground: Ground };

export type World = {
  readonly apiUrl: string;
  readonly counties: readonly CheckedProgramme[];
  readonly targets: readonly Target[];
  readonly came: readonly Came[];
  /** Has left their county before anything is tried. */
  readonly left: string;
  /** Sign-ins by person; nobody's is empty. */
  readonly tokens: Readonly<Record<string, string>>;
};

/** `status`: which answers are right. */
export type Cell = {
  readonly name: string;
  readonly person: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly status: readonly number[];
};

/** Permitted: then state, shape or a file's absence may still answer, and never a server's fault. */
const THROUGH = [200, 201, 409, 422] as const;
/** Of a stage that was recorded for this and has no workflow (prepare.ts): permission was asked, and nobody takes it. */
const NOBODY_TAKES_IT = 503;
const NOT_THERE = [404] as const;
const NOT_YOURS = [403] as const;

export function relationIn(world: World, person: string, kind: StreamKind, target: Target): Relation {
  const county = world.counties.find(({ file }) => file.programme.code === target.programme);
  const gone = person === world.left;
  const held = county?.file.programme.roles.filter((holder) => holder.person === person).map(({ role }) => role) ?? [];
  const managed = county?.file.projects.filter(({ profile }) => profile.manager === person).map(({ profile }) => profile.code) ?? [];
  const manages = kind === 'programme' ? managed.length > 0 : managed.includes(target.project);
  const grounds = kind === 'approval' ? world.came.filter((one) => one.person === person && one.approval === target.approval) : [];
  const applies = kind === 'approval' && managed.includes(target.project);
  return {
    kind,
    programme: target.programme,
    project: kind === 'programme' ? null : target.project,
    roles: gone ? [] : held,
    manages: !gone && manages,
    grounds: [...grounds.map(({ ground }) => ground), ...(applies ? (['APPLICANT'] as const) : [])],
  };
}

const idFor = (kind: StreamKind, target: Target): string =>
  kind === 'programme' ? target.programme : kind === 'approval' ? target.approval : target.project;

export function cellsOf(world: World): readonly Cell[] {
  const people = Object.keys(world.tokens);
  return people.flatMap((person) => [
    ...world.targets.flatMap((target) => [
      ...routeCells(world, person, target),
      ...commandCells(world, person, target),
      ...bodyCells(world, person, target),
    ]),
    ...ownCells(person),
    ...importCells(world, person),
  ]);
}

/** What some routes must be asked with. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/v1/programme/:id/rules/changes': '?table=PAYMENTS&from=0&to=0',
  'GET /api/v1/programme/:id/routes/versions': '?code=FSR',
};

/** GET routes about a case, by the path's own kind. */
function routeCells(world: World, person: string, target: Target): readonly Cell[] {
  return [...ROUTE_ROWS].flatMap(([route, row]): readonly Cell[] => {
    const [method, template = ''] = route.split(' ');
    if (row.about !== 'CASE' || method !== 'GET') return [];
    const kind = CASE_KINDS.find((one) => template.startsWith(`/api/v1/${one}/`));
    if (kind === undefined) return [];
    const path =
      template
        .replace(':id', idFor(kind, target))
        .replace(':sha256', '0'.repeat(64))
        .replace(':person', 'nobody-here')
        .replace(':stage', 'survey')
        .replace(':webhook', 'WH-0') + (QUERIES[route] ?? '');
    const may = mayUse(row, relationIn(world, person, kind, target));
    // No such file was handed in: for whoever may read the case as well.
    const through = template.includes(':sha256') || template.includes(':person') || template.includes(':webhook') ? NOT_THERE : [200];
    return [{ name: route, person, method: 'GET', path, status: answerOf(person, may ? through : NOT_THERE) }];
  });
}

const answerOf = (person: string, status: readonly number[]): readonly number[] => (person === '' ? [401] : status);

const WITH_WORKFLOW = ['programme', 'project', 'approval', 'findings'];

function sendingOf(row: Row, relation: Relation, kind: string): readonly number[] {
  switch (maySend(row, relation)) {
    case 'UNKNOWN':
      return NOT_THERE;
    case 'YES':
      // Where the state decides, or a second person must, the domain may still say whose it is.
      return [
        ...THROUGH,
        ...(row.by.includes('BY_STATE') || kind === 'programme' ? NOT_YOURS : []),
        ...(WITH_WORKFLOW.includes(kind) ? [] : [NOBODY_TAKES_IT]),
      ];
    default:
      return NOT_YOURS;
  }
}

function commandCells(world: World, person: string, target: Target): readonly Cell[] {
  const own = world.counties.find(({ file }) => file.programme.code === target.programme)?.file.projects[0];
  const samples = samplesWith(own === undefined ? {} : own);
  return (Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).flatMap(
    (
      kind, // its own keys
    ) =>
      Object.entries(samples[kind]).map(([type, body]): Cell => {
        const row = rowOfCommand(kind, type);
        const about = kind === 'findings' ? 'project' : kind;
        const relation = relationIn(world, person, about, target);
        const status = row === null ? [] : sendingOf(row, relation, kind);
        const path = `/api/v1/${kind}/${idFor(about, target)}/commands`;
        return { name: `${kind}.${type}`, person, method: 'POST', path, body: { type, ...body }, status: answerOf(person, status) };
      }),
  );
}

/** Routes whose body or query names the programme or project. */
function bodyCells(world: World, person: string, target: Target): readonly Cell[] {
  const inProject = relationIn(world, person, 'project', target);
  const inProgramme = relationIn(world, person, 'programme', target);
  const other = world.targets.find(({ programme }) => programme !== target.programme)?.programme ?? 'ZZ';
  const draft = {
    type: 'Draft',
    project: target.project,
    key: `T-${randomUUID().slice(0, 8)}`,
    route: 'NO_SUCH',
    title: { zh: '试', en: 't' },
    content: CONTENT,
  };
  const survey = { batch: `t-${randomUUID().slice(0, 8)}`, fileName: 'a.csv', csv: 'no,columns\n1,2\n' };
  const projectSeen = reads(inProject);
  const [known] = world.counties.find(({ file }) => file.programme.code === target.programme)?.file.people ?? [];
  const oversees = holds(inProgramme.roles, OVERSEERS);
  const post = (name: string, path: string, body: object, status: readonly number[]): Cell => ({
    name,
    person,
    method: 'POST',
    path,
    body,
    status: answerOf(person, status),
  });
  const get = (name: string, path: string, may: boolean): Cell => ({
    name,
    person,
    method: 'GET',
    path,
    status: answerOf(person, may ? [200] : NOT_THERE),
  });
  const routes = `/api/v1/programme/${target.programme}/routes`;
  const rules = `/api/v1/programme/${target.programme}/rules`;
  const webhooks = `/api/v1/programme/${target.programme}/webhooks`;
  const calendar = `/api/v1/programme/${target.programme}/calendar/proposals`;
  const inside = (route: string): readonly number[] => (mayUse(ROUTE_ROWS.get(route) ?? NOBODYS, inProgramme) ? [200, 422] : NOT_THERE);
  return [
    post('POST /api/v1/approvals', '/api/v1/approvals', draft, sendingOf(DRAFTS.project, inProject, 'draft')),
    // Another county's name in the body: refused for whoever sees the project, and never followed.
    post('POST /api/v1/approvals (names another)', '/api/v1/approvals', { ...draft, programme: other }, projectSeen ? [422] : NOT_THERE),
    post(
      'POST /api/v1/survey-batches',
      '/api/v1/survey-batches',
      { ...survey, programme: target.programme },
      mayUse(ROUTE_ROWS.get('POST /api/v1/survey-batches') ?? NOBODYS, inProgramme) ? [422] : NOT_THERE,
    ),
    get(
      'GET /api/v1/survey-batches',
      `/api/v1/survey-batches?programme=${target.programme}`,
      mayUse(ROUTE_ROWS.get('GET /api/v1/survey-batches') ?? NOBODYS, inProgramme),
    ),
    // No file of that name was ever begun, for whoever may ask either.
    {
      name: 'GET /api/v1/survey-batches/progress',
      person,
      method: 'GET',
      path: `/api/v1/survey-batches/progress?programme=${target.programme}&batch=nothing-here`,
      status: answerOf(person, NOT_THERE),
    },
    post('POST /api/v1/survey-batches (unknown)', '/api/v1/survey-batches', { ...survey, programme: 'ZZ' }, NOT_THERE),
    post(
      'POST /api/v1/programme/:id/rules/check',
      `${rules}/check`,
      { table: 'PAYMENTS', from: '1999-01-01', basis: '试' },
      inside('POST /api/v1/programme/:id/rules/check'),
    ),
    post('POST /api/v1/programme/:id/routes/check', `${routes}/check`, ROUTE_SAMPLE, inside('POST /api/v1/programme/:id/routes/check')),
    post(
      'POST /api/v1/programme/:id/routes/dry-run',
      `${routes}/dry-run`,
      { route: 'FSR', from: '2026-01-05' },
      inside('POST /api/v1/programme/:id/routes/dry-run'),
    ),
    post(
      'POST /api/v1/programme/:id/handing-over',
      `/api/v1/programme/${target.programme}/handing-over`,
      { type: 'Leave', person: 'nobody-here', basis: '试' },
      tryingOf(inProgramme),
    ),
    // Nothing of that name is set aside.
    post('POST /api/v1/programme/:id/aside/retry', `/api/v1/programme/${target.programme}/aside/retry`, { item: 'nothing-here' }, NOT_THERE),
    post(
      'POST /api/v1/programme/:id/webhooks',
      webhooks,
      { name: '试', address: 'http://127.0.0.1/', events: ['*'], basis: '试' },
      mayUse(ROUTE_ROWS.get('POST /api/v1/programme/:id/webhooks') ?? NOBODYS, inProgramme) ? [422] : NOT_THERE,
    ),
    // Its last day has passed: nothing is opened, and what nobody opened is not closed.
    post(
      'POST /api/v1/programme/:id/questionnaire',
      `/api/v1/programme/${target.programme}/questionnaire`,
      { basis: '试', closesOn: '1999-01-01', areas: [{ name: '试', stratum: 'URBAN' }] },
      mayUse(ROUTE_ROWS.get('POST /api/v1/programme/:id/questionnaire') ?? NOBODYS, inProgramme) ? [422] : NOT_THERE,
    ),
    post(
      'POST /api/v1/programme/:id/questionnaire/close',
      `/api/v1/programme/${target.programme}/questionnaire/close`,
      {},
      mayUse(ROUTE_ROWS.get('POST /api/v1/programme/:id/questionnaire/close') ?? NOBODYS, inProgramme) ? [409] : NOT_THERE,
    ),
    // None of that name is there.
    ...WEBHOOK_ACTS.map(([act, body]) => post(`POST /api/v1/programme/:id/webhooks/:webhook/${act}`, `${webhooks}/WH-0/${act}`, body, NOT_THERE)),
    // Of one county alone, so that it is not theirs; and a decreed year is not made provisional: nothing is proposed.
    post(
      'POST /api/v1/programme/:id/calendar/proposals',
      calendar,
      { year: 2026, status: 'PROVISIONAL', document: '试', days: [{ day: '2026-01-01', work: false, name: '试' }], basis: '试' },
      mayUse(ROUTE_ROWS.get('POST /api/v1/programme/:id/calendar/proposals') ?? NOBODYS, inProgramme) ? [403, 422] : NOT_THERE,
    ),
    post('POST /api/v1/programme/:id/calendar/proposals/:proposal/confirm', `${calendar}/RL-0/confirm`, {}, NOT_THERE),
    post('POST /api/v1/programme/:id/calendar/proposals/:proposal/refuse', `${calendar}/RL-0/refuse`, { reason: '试' }, NOT_THERE),
    // Somebody who is there already: nobody is invited.
    post(
      'POST /api/v1/programme/:id/people',
      `/api/v1/programme/${target.programme}/people`,
      { name: known?.name ?? '', email: known?.email ?? '', unit: '试', basis: '试' },
      mayUse(ROUTE_ROWS.get('POST /api/v1/programme/:id/people') ?? NOBODYS, inProgramme) ? [422] : NOT_THERE,
    ),
    post(
      'POST /api/v1/programme/:id/people/:person/change',
      `/api/v1/programme/${target.programme}/people/nobody-here/change`,
      { basis: '试' },
      NOT_THERE,
    ),
    post('POST /api/v1/programme/:id/addresses/:proposal/confirm', `/api/v1/programme/${target.programme}/addresses/DZ-0/confirm`, {}, NOT_THERE),
    post(
      'POST /api/v1/programme/:id/addresses/:proposal/refuse',
      `/api/v1/programme/${target.programme}/addresses/DZ-0/refuse`,
      { reason: '试' },
      NOT_THERE,
    ),
    // Nobody's sign-in: not there for those who may end one, either.
    post(
      'POST /api/v1/programme/:id/sign-ins/:signIn/revoke',
      `/api/v1/programme/${target.programme}/sign-ins/${NO_SIGN_IN}/revoke`,
      { basis: '试' },
      NOT_THERE,
    ),
    get('GET /api/v1/audit/as-of', `/api/v1/audit/as-of?project=${target.project}&at=2026-12-01`, projectSeen),
    get('GET /api/v1/audit/compare', `/api/v1/audit/compare?projects=${target.project}`, projectSeen),
    get('GET /api/v1/audit/events', `/api/v1/audit/events?programme=${target.programme}&limit=1`, oversees),
    get('GET /api/v1/audit/facets', `/api/v1/audit/facets?programme=${target.programme}&project=${target.project}`, oversees),
    get('GET /api/v1/audit/proof', `/api/v1/audit/proof?stream=project/${target.project}&version=1`, oversees),
    get('GET /api/v1/audit/export', `/api/v1/audit/export?programme=${target.programme}&project=${target.project}&action=DeskHandedOver`, oversees),
    // A question that nothing can be begun for: what may be asked is looked at after who asks.
    post('POST /api/v1/audit/exports', '/api/v1/audit/exports', { what: 'BUNDLE', of: { project: 'NO-SUCH-PROJECT' } }, NOT_THERE),
  ];
}
/** A preview is for whoever may send what it tries out, among those who see the programme's people. */
function tryingOf(relation: Relation): readonly number[] {
  const [row, command] = [ROUTE_ROWS.get('POST /api/v1/programme/:id/handing-over'), rowOfCommand('programme', 'Leave')];
  if (row === undefined || command === null || !mayUse(row, relation)) return NOT_THERE;
  return maySend(command, relation) === 'YES' ? [200] : NOT_YOURS;
}
const WEBHOOK_ACTS = [
  ['confirm', {}],
  ['refuse', { reason: '试' }],
  ['state', { to: 'PAUSED', basis: '试' }],
  ['secret', { basis: '试' }],
  ['test', {}],
  ['again', { what: 'ALL', since: '2026-01-01', basis: '试' }],
] as const;
const NO_SIGN_IN = '0'.repeat(12);
const NOBODYS: Row = { about: 'BODY', by: [] };

/** Of whoever is an administrator anywhere; what they bring is empty, so that nothing is begun. */
function importCells(world: World, person: string): readonly Cell[] {
  const held = world.counties.flatMap(({ file }) => file.programme.roles.filter((one) => one.person === person).map(({ role }) => role));
  const may = person !== world.left && held.includes('ADMINISTRATOR');
  const cell = (method: 'GET' | 'POST', route: string, path: string, status: number): Cell => ({
    name: `${method} ${route}`,
    person,
    method,
    path,
    ...(method === 'POST' ? { body: {} } : {}),
    status: answerOf(person, may ? [status] : NOT_THERE),
  });
  return [
    cell('POST', '/api/v1/programmes/check', '/api/v1/programmes/check', 200),
    cell('POST', '/api/v1/programmes', '/api/v1/programmes', 422),
    cell('GET', '/api/v1/programmes/:code/import', '/api/v1/programmes/ZZ/import', 404),
  ];
}

/** About oneself, or about nothing of anybody: whoever is signed in. */
/** Nobody's. */
const NO_UPLOAD = '00000000-0000-4000-8000-000000000000';
function ownCells(person: string): readonly Cell[] {
  const get = (path: string): Cell => ({ name: `GET ${path}`, person, method: 'GET', path, status: answerOf(person, [200]) });
  return [
    // Anybody may ask; there is a programme here, so that nothing is loaded.
    { name: 'GET /api/v1/first-run', person, method: 'GET', path: '/api/v1/first-run', status: [200] },
    { name: 'POST /api/v1/first-run/example', person, method: 'POST', path: '/api/v1/first-run/example', body: {}, status: [404, 409] },
    { name: 'POST /api/v1/first-run/check', person, method: 'POST', path: '/api/v1/first-run/check', body: {}, status: [404, 409] },
    { name: 'POST /api/v1/first-run/programme', person, method: 'POST', path: '/api/v1/first-run/programme', body: {}, status: [404, 409] },
    {
      name: 'POST /api/v1/first-run/administrator',
      person,
      method: 'POST',
      path: '/api/v1/first-run/administrator',
      body: { code: '0000-0000-0000-0000', person: { id: 'nobody-here', name: '无', nameEn: 'No', email: 'no@no.example', unit: '无' } },
      status: [409],
    },
    get('/api/v1/projects'),
    get('/api/v1/me'),
    get('/api/v1/me/wishes'),
    { name: 'POST /api/v1/me/language', person, method: 'POST', path: '/api/v1/me/language', body: {}, status: answerOf(person, [422]) },
    get('/api/v1/me/to-confirm'),
    get('/api/v1/me/presets'),
    get('/api/v1/me/calendar-feed'),
    { name: 'POST /api/v1/me/calendar-feed', person, method: 'POST', path: '/api/v1/me/calendar-feed', body: {}, status: answerOf(person, [422]) },
    {
      name: 'POST /api/v1/me/calendar-feed/remove',
      person,
      method: 'POST',
      path: '/api/v1/me/calendar-feed/remove',
      body: {},
      status: answerOf(person, [200]),
    },
    { name: 'POST /api/v1/me/presets', person, method: 'POST', path: '/api/v1/me/presets', body: {}, status: answerOf(person, [422]) },
    get('/api/v1/me/sign-ins'),
    get('/api/v1/surveys'),
    {
      name: 'POST /api/v1/me/sign-ins/:signIn/revoke',
      person,
      method: 'POST',
      path: `/api/v1/me/sign-ins/${NO_SIGN_IN}/revoke`,
      body: {},
      status: answerOf(person, NOT_THERE),
    },
    ...openCells(person),
    get('/api/v1/me/keys'),
    get('/api/v1/me/accounts'),
    get('/api/v1/me/second-factor'),
    ...['password', 'second-factor', 'second-factor/confirm', 'second-factor/remove'].map(
      (of): Cell => ({ name: `POST /api/v1/me/${of}`, person, method: 'POST', path: `/api/v1/me/${of}`, body: {}, status: answerOf(person, [403]) }),
    ),
    { name: 'POST /api/v1/me/accounts/bind', person, method: 'POST', path: '/api/v1/me/accounts/bind', body: {}, status: answerOf(person, [403]) },
    {
      name: 'POST /api/v1/me/accounts/:account/remove',
      person,
      method: 'POST',
      path: '/api/v1/me/accounts/nobodys000/remove',
      status: answerOf(person, [403]),
    },
    // With a token nobody gets further ways in.
    { name: 'POST /api/v1/me/keys', person, method: 'POST', path: '/api/v1/me/keys', body: {}, status: answerOf(person, [403]) },
    {
      name: 'POST /api/v1/me/keys/:signIn/revoke',
      person,
      method: 'POST',
      path: `/api/v1/me/keys/${NO_SIGN_IN}/revoke`,
      status: answerOf(person, [403]),
    },
    { name: 'POST /api/v1/sign-out', person, method: 'POST', path: '/api/v1/sign-out', status: answerOf(person, [200]) },
    { ...get('/api/v1/live'), path: '/api/v1/live?once' },
    get('/api/v1/tasks'),
    get('/api/v1/cases'),
    { ...get('/api/v1/approvals'), path: '/api/v1/approvals?list=todo' },
    get('/api/v1/approvals/counts'),
    {
      name: 'POST /api/v1/approvals/batch',
      person,
      method: 'POST',
      path: '/api/v1/approvals/batch',
      body: { decisions: [] },
      status: answerOf(person, [422]),
    },
    get('/api/v1/findings'),
    get('/api/v1/audit/searches'),
    get('/api/v1/audit/exports'),
    { ...get('/api/v1/audit/exports/:export'), path: `/api/v1/audit/exports/${NO_UPLOAD}`, status: answerOf(person, NOT_THERE) },
    { ...get('/api/v1/audit/exports/:export/file'), path: `/api/v1/audit/exports/${NO_UPLOAD}/file`, status: answerOf(person, NOT_THERE) },
    {
      name: 'POST /api/v1/audit/exports/:export/cancel',
      person,
      method: 'POST',
      path: `/api/v1/audit/exports/${NO_UPLOAD}/cancel`,
      body: {},
      status: answerOf(person, NOT_THERE),
    },
    {
      name: 'POST /api/v1/audit/searches/:id/remove',
      person,
      method: 'POST',
      path: '/api/v1/audit/searches/none/remove',
      body: {},
      status: answerOf(person, NOT_THERE),
    },
    { name: 'POST /api/v1/me/wishes', person, method: 'POST', path: '/api/v1/me/wishes', body: {}, status: answerOf(person, [422]) },
    { name: 'POST /api/v1/audit/searches', person, method: 'POST', path: '/api/v1/audit/searches', body: {}, status: answerOf(person, [422]) },
    { name: 'POST /api/v1/uploads', person, method: 'POST', path: '/api/v1/uploads', body: {}, status: answerOf(person, [422]) },
    { ...get('/api/v1/uploads/:upload'), path: `/api/v1/uploads/${NO_UPLOAD}`, status: answerOf(person, NOT_THERE) },
    {
      name: 'POST /api/v1/uploads/:upload',
      person,
      method: 'POST',
      path: `/api/v1/uploads/${NO_UPLOAD}?at=0`,
      body: {},
      status: answerOf(person, NOT_THERE),
    },
    {
      name: 'POST /api/v1/uploads/:upload/remove',
      person,
      method: 'POST',
      path: `/api/v1/uploads/${NO_UPLOAD}/remove`,
      body: {},
      status: answerOf(person, NOT_THERE),
    },
    { name: 'POST /api/v1/files', person, method: 'POST', path: '/api/v1/files', body: {}, status: answerOf(person, [422]) },
  ];
}

/** For whoever comes: signed in or not, the answer is the same. */
function openCells(person: string): readonly Cell[] {
  const get = (path: string): Cell => ({ name: `GET ${path}`, person, method: 'GET', path, status: [200] });
  const post = (path: string): Cell => ({ name: `POST ${path}`, person, method: 'POST', path, body: {}, status: [422] });
  return [
    get('/api/v1/sign-in'),
    get('/api/v1/sign-in/example'),
    post('/api/v1/sign-in'),
    post('/api/v1/sign-in/code'),
    post('/api/v1/sign-in/password'),
    post('/api/v1/sign-in/example'),
    { name: 'POST /api/v1/sign-in/with/:provider', person, method: 'POST', path: '/api/v1/sign-in/with/nowhere', body: {}, status: [404] },
  ];
}

/** Routes and commands that no row or no cell speaks of: of the document, and of what clients may send. */
export function withoutRow(openApi: { readonly paths: Readonly<Record<string, object>> }, cells: readonly Cell[]): readonly string[] {
  const documented = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  const tried = new Set(cells.map(({ name }) => name));
  const isTried = (route: string): boolean => tried.has(route) || route.endsWith('/commands');
  const sent = Object.entries(COMMAND_SCHEMAS).flatMap(([kind, schema]) =>
    // A command with a shape for each table of rules is one command.
    schema.options
      .flatMap((option) => ('shape' in option ? [option] : option.options.slice(0, 1)))
      .map((option) => `${kind}.${String(option.shape.type.value)}`),
  );
  return [...documented.filter((route) => !ROUTE_ROWS.has(route) || !isTried(route)), ...sent.filter((name) => !tried.has(name))];
}

export type Unexpected = { readonly cell: Cell; readonly status: number; readonly text: string };

/** Tries one cell; null: as expected. What is forbidden must answer byte for byte as what is unknown. */
export async function tryCell(world: World, cell: Cell): Promise<Unexpected | null> {
  const token = world.tokens[cell.person] ?? '';
  const response = await fetch(`${world.apiUrl}${cell.path}`, {
    method: cell.method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(cell.method === 'GET' ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(cell.body === undefined ? {} : { body: JSON.stringify(cell.body) }),
  });
  const text = await response.text();
  const told = response.status === 404 ? '"code":"NOT_FOUND"' : response.status === NOBODY_TAKES_IT ? '"type":"/problems/unavailable"' : '';
  const right = cell.status.includes(response.status) && text.includes(told);
  return right ? null : { cell, status: response.status, text: text.slice(0, 200) };
}

/** All of them: so many people at once, each with one request at a time, as a person has (more at once is answered 429). */
export async function tryAll(world: World, cells: readonly Cell[], peopleAtOnce: number): Promise<readonly Unexpected[]> {
  const unexpected: Unexpected[] = [];
  const queue = [...new Set(cells.map(({ person }) => person))].map((person) => cells.filter((cell) => cell.person === person));
  const work = async (): Promise<void> => {
    for (let own = queue.shift(); own !== undefined; own = queue.shift()) {
      for (const cell of own) {
        const found = await tryCell(world, cell);
        if (found !== null) unexpected.push(found);
      }
    }
  };
  await Promise.all(Array.from({ length: peopleAtOnce }, work));
  return unexpected;
}
