/** `tuojian openapi`: the document that clients are made from. */
import { Command } from 'commander';
import { document } from '../output.ts';

export const openapiCommand = new Command('openapi').description('print the OpenAPI 3.1 document').action(async () => {
  const { openApiDocument } = await import('../openapi.ts');
  document(openApiDocument('http://localhost:8700'));
});
