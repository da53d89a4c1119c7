/** A stage as its reader gets it. Deliberately absent: drawing. */
import { type AnswerOf, reading } from '../../app/client.ts';

export type Stage = AnswerOf<'/api/v1/project/{id}/stages/{stage}'>;
/** Whose acts they are: a stage's, or those of a programme's plan. `kind`, `project`: where they are sent; `stage`: what their drafts are kept by. */
export type Acting = Pick<Stage, 'acts' | 'status' | 'programme' | 'project' | 'kind'> & { readonly stage: string };
export type Act = Stage['acts'][number];
export type Section = Stage['sections'][number];
export type Cell = Section['rows'][number]['cells'][number];
/** As api/schemas/stage-reading.ts says it. */
export type Field = Act['fields'][number];

export const stageReading = (id: string, stage: string) => reading('/api/v1/project/{id}/stages/{stage}', { path: { id, stage } });
export const historyReading = (id: string, stage: string, before?: number) =>
  reading('/api/v1/project/{id}/stages/{stage}/history', { path: { id, stage }, ...(before === undefined ? {} : { query: { before } }) });

/** As of any stage: each kind of case takes its own commands at an address of its own. */
export type CommandPath = '/api/v1/construction/{id}/commands';
export const commandsOf = (kind: string): CommandPath => `/api/v1/${kind}/{id}/commands` as CommandPath; // one of the kinds that the API itself named
