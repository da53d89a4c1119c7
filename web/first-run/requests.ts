/** What the first run and an import ask of the API. Deliberately absent: what is shown of it. */
import { useMutation } from '@tanstack/react-query';
import type { Text } from '../../domain/kernel/values.ts';
import { type AnswerOf, reading, type SentAnswerOf } from '../app/client.ts';
import { fetched } from '../app/fetched.ts';
import type { ApiProblem } from '../app/problem.ts';

export type FirstRun = AnswerOf<'/api/v1/first-run'>;
export type ImportCheck = SentAnswerOf<'/api/v1/programmes/check'>;
export const FIRST_RUN = reading('/api/v1/first-run');

/** Where files go: at an empty service, or by an administrator. */
export type Door = { readonly check: string; readonly start: string };
export const AT_FIRST: Door = { check: '/api/v1/first-run/check', start: '/api/v1/first-run/programme' };
export const AS_ADMINISTRATOR: Door = { check: '/api/v1/programmes/check', start: '/api/v1/programmes' };

/** Error: ApiProblem. */
function sendFiles(path: string, files: readonly File[]): Promise<unknown> {
  const body = new FormData();
  for (const file of files) body.append('files', file);
  return fetched(path, { method: 'POST', headers: { Accept: 'application/json' }, body }, (response) => response.json());
}

export const useCheckFiles = ({ check }: Door) =>
  useMutation<ImportCheck, ApiProblem, readonly File[]>({ mutationFn: async (files) => (await sendFiles(check, files)) as ImportCheck }); // as the API's document says of this path
export const useImportFiles = ({ start }: Door, onDone: (programme: string) => void) =>
  useMutation<{ programme: string }, ApiProblem, readonly File[]>({
    mutationFn: async (files) => (await sendFiles(start, files)) as { programme: string }, // as the API's document says of this path
    onSuccess: ({ programme }) => onDone(programme),
  });

/** Error: ApiProblem. */
const post = (path: string, body: object): Promise<unknown> =>
  fetched(
    path,
    { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) },
    (response) => response.json(),
  );

/** A programme without files: checked, and set up where nothing is wrong; `faults` null: it is begun. */
export const useSetUp = ({ check, start }: Door, onBegun: () => void) =>
  useMutation<readonly Text[] | null, ApiProblem, object>({
    async mutationFn(file) {
      const { faults } = (await post(check, file)) as ImportCheck; // as the API's document says of this path
      if (faults.length > 0) return faults;
      await post(start, file);
      return null;
    },
    onSuccess: (faults) => {
      if (faults === null) onBegun();
    },
  });
