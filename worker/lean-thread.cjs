/**
 * What a thread of workflows runs before the SDK's own entry (lean-thread.ts): it leaves out what the SDK does at every step of
 * every workflow for whoever debugs one. Deliberately absent: TypeScript, which a thread does not read, and what a workflow does.
 */
const v8 = require('node:v8');
const { Script } = require('node:vm');
const { workerData } = require('node:worker_threads');

// Node starts a thread of its own for each call that has a limit of time; a turn that does not end is seen from outside.
const { runInContext } = Script.prototype;
Script.prototype.runInContext = function withoutWatchdog(context, options) {
  return runInContext.call(this, context, { ...options, timeout: undefined });
};

// The SDK would note of every promise where it was made. Where Node has no such hooks it says so once, and does without. It asks
// first; after it Node's own AsyncLocalStorage asks, which hooks into every promise to carry along in which scope of cancellation and
// which Update one is. That costs a quarter of the service's processor time of an approval, and cases know neither
// (test/architecture/read-side.test.ts): it is told that its hooks are there.
const forStorage = () => () => undefined;
v8.promiseHooks.createHook = () => {
  v8.promiseHooks.createHook = forStorage;
  const { warn } = console;
  console.warn = () => {
    console.warn = warn;
  };
  throw new Error('left out');
};

require(workerData.entry);
