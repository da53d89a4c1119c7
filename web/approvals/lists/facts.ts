/** The four lists: how they are called and asked for. Deliberately absent: drawing them. */

import { infiniteQueryOptions } from '@tanstack/react-query';
import { APPROVAL_LISTS, type ApprovalList } from '../../../domain/views.ts';
import { type ReadParams, read, reading } from '../../app/client.ts';
import type { ListQuery } from '../paths.ts';

type Asked = ReadParams<'/api/v1/approvals'>['query'];
type Light = NonNullable<Asked['light']>;

const isList = (name: string | undefined): name is ApprovalList => APPROVAL_LISTS.some((list) => list === name);
/** What the address says, or what waits. */
export const listOf = ({ list }: ListQuery): ApprovalList => (isList(list) ? list : 'todo');

const LIGHTS = ['GREEN', 'YELLOW', 'RED'] as const satisfies readonly Light[];
const isLight = (name: string | undefined): name is Light => LIGHTS.some((light) => light === name);
const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

const AT_ONCE = 50;
/** An address that somebody typed may say anything; what is no filter narrows nothing. */
export function askedOf(query: ListQuery, after: string | null = null): Asked {
  const { programme, project, matter, light, from, to, q } = query;
  const words = q?.trim().slice(0, 80);
  return {
    list: listOf(query),
    limit: AT_ONCE,
    ...(programme === undefined || programme === '' ? {} : { programme }),
    ...(project === undefined || project === '' ? {} : { project }),
    ...(matter === undefined || matter === '' ? {} : { matter }),
    ...(isLight(light) ? { light } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(words === undefined || words === '' ? {} : { q: words }),
    ...(after === null ? {} : { after }),
  };
}

export const NARROWING = ['programme', 'project', 'matter', 'light', 'from', 'to', 'q'] as const satisfies readonly (keyof ListQuery)[];
export const isNarrowed = (query: ListQuery): boolean => NARROWING.some((name) => (query[name] ?? '') !== '');

export const countsReading = () => reading('/api/v1/approvals/counts');

/** Page by page; found by live updates as any question of this path. */
export const listReading = (query: ListQuery) =>
  infiniteQueryOptions({
    queryKey: ['/api/v1/approvals', { query: askedOf(query) }],
    queryFn: ({ pageParam, signal }) => read('/api/v1/approvals', { query: askedOf(query, pageParam) }, signal),
    initialPageParam: null as string | null, // the type of all pages' parameters
    getNextPageParam: ({ next }) => next,
  });
