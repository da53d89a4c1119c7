/**
 * Messages and stack traces of failures as payloads, so that the codec covers them (payload-codec.ts). The SDK requires this
 * file in clients and workers, and bundles it with the workflows. Deliberately absent: TypeScript, which `require` does not read.
 */
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
