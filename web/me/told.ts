import type { ApiProblem } from '../app/problem.ts';

/** Told by the dialog that asks for a sign-in, and nowhere twice. */
export const told = (problem: ApiProblem | null): ApiProblem | null => (problem?.code === 'SIGN_IN_AGAIN' ? null : problem);
