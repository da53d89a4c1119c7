/** The product's workflows with something around them: for drills that make them behave as they seldom do. */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { FAILURE_CONVERTER } from '../temporal/payload-codec.ts';

/** `interceptors`: modules that export a function of that name (Temporal's WorkflowInterceptors). */
export const bundleWith = (interceptors: URL): Promise<{ readonly code: string }> =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    workflowInterceptorModules: [fileURLToPath(interceptors)],
    failureConverterPath: FAILURE_CONVERTER,
    logger: new DefaultLogger('ERROR'),
  });
