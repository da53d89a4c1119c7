/** The served API document, as the fuzzer reads it. Deliberately absent: trust that it tells the truth. */
export type Schema = Readonly<Record<string, unknown>>;
export type Parameter = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly required: boolean; readonly schema: Schema };
type Media = Readonly<Record<string, { readonly schema: Schema }>>;
export type Answered = { readonly headers?: Readonly<Record<string, object>>; readonly content: Media };
export type Operation = {
  readonly method: string;
  /** With `{id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  /** The body is a file. */
  readonly upload: boolean;
  /** For whoever comes, without a sign-in. */
  readonly open: boolean;
  /** The body is a form with files. */
  readonly form: boolean;
  readonly responses: Readonly<Record<string, Answered>>;
};
export type ApiDocument = { readonly operations: readonly Operation[]; readonly schemas: Readonly<Record<string, Schema>> };

/** Error: it is no such document. */
export function readDocument(json: object): ApiDocument {
  // Its own shape is tested in test/architecture/open-api.test.ts.
  const { paths, components } = json as {
    paths: Record<
      string,
      Record<
        string,
        Omit<Operation, 'method' | 'path' | 'body' | 'upload' | 'form' | 'open'> & { requestBody?: { content: Media }; security?: readonly object[] }
      >
    >;
    components: { schemas: Record<string, Schema> };
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, security, responses }]) => ({
      method: method.toUpperCase(),
      path,
      open: security?.length === 0,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
      upload: requestBody?.content['application/octet-stream'] !== undefined,
      form: requestBody?.content['multipart/form-data'] !== undefined,
      responses,
    })),
  );
  if (operations.length === 0) throw new Error('the API document names no operation');
  return { operations, schemas: components.schemas };
}
