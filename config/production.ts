/**
 * The product runs as production does unless somebody says otherwise: React and Express choose by NODE_ENV, once, when they
 * are loaded. So this is imported before anything else is (cli/main.ts, bin/).
 */
if (process.env.NODE_ENV === undefined || process.env.NODE_ENV === '') process.env.NODE_ENV = 'production';

/** Whether a person wants to see where an error happened. */
export const tellStacks = (): boolean => process.env.TUOJIAN_LOG === 'debug';

/** Whether the process is the script of a package: between it and npm stands a shell, which passes no signal on. */
export const startedByNpm = (): boolean => process.env.npm_lifecycle_event !== undefined;
