/** What the tests ask of s3rver, which brings no types. */
declare module 's3rver' {
  // biome-ignore lint/style/noDefaultExport: it is theirs
  export default class S3rver {
    constructor(options: {
      readonly port: number;
      readonly silent: boolean;
      readonly directory: string;
      readonly configureBuckets: readonly { readonly name: string; readonly configs: readonly string[] }[];
    });
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
