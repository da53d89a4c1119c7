/**
 * What went wrong with a request, in both languages: what our API answers (RFC 9457, api/problem.ts), and the one case in
 * which nobody answers. Deliberately absent: showing it (parts/states.tsx, parts/form.tsx).
 */
import { placeOf } from '../../domain/kernel/fault.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { components } from '../generated/api.d.ts';

type Answered = components['schemas']['Problem'];
/** UNREACHABLE: no answer came. ELSEWHERE: an answer that is not ours, of a proxy on the way. */
export type ProblemCode = Answered['code'] | 'UNREACHABLE' | 'ELSEWHERE';

/** One fault: where it stands (`content.amountFen`, null: in no one field) and what must be there. */
export type Fault = { readonly at: string | null; readonly text: Text };

const UNREACHABLE: Text = {
  zh: '连接不上服务，请检查网络后重试；您填写的内容还在。',
  en: 'The service cannot be reached. Check your connection and try again; what you wrote is still here.',
};
const ELSEWHERE: Text = {
  zh: '服务暂时没有正常应答，请稍后重试；您填写的内容还在。',
  en: 'The service did not answer as it should. Try again later; what you wrote is still here.',
};

/** The API's own sentence tells programs how; whoever sees this one is asked to sign in over the page. */
const SIGNED_OUT: Text = {
  zh: '登录已过期，没有提交。请再次登录后重试；您填写的内容还在。',
  en: 'Your sign-in has ended, and nothing was handed in. Sign in and try again; what you wrote is still here.',
};

export class ApiProblem extends Error {
  readonly code: ProblemCode;
  /** 0: no answer came. */
  readonly status: number;
  readonly text: Text;
  readonly faults: readonly Fault[];

  constructor(code: ProblemCode, status: number, text: Text, faults: readonly Fault[] = []) {
    super(text.en);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.text = text;
    this.faults = faults;
  }

  /** Whether the same request may be sent again and can then succeed. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export const unreachable = (): ApiProblem => new ApiProblem('UNREACHABLE', 0, UNREACHABLE);

const isProblem = (body: unknown): body is Answered => typeof body === 'object' && body !== null && 'code' in body && 'titleZh' in body;

/** The problem that an answer is; its body is read. */
export async function problemIn(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  if (!isProblem(body)) return new ApiProblem('ELSEWHERE', response.status, ELSEWHERE);
  const faults = (body.faults ?? []).map((en, index) => placeOf({ zh: body.faultsZh?.[index] ?? en, en }));
  if (body.code === 'NOT_SIGNED_IN') return new ApiProblem(body.code, body.status, SIGNED_OUT);
  return new ApiProblem(body.code, body.status, { zh: body.titleZh, en: body.title }, faults);
}

/** Anything that was thrown, as a problem. */
export const asProblem = (error: unknown): ApiProblem => (error instanceof ApiProblem ? error : unreachable());
