/** The part of the Standard Schema interface (version 1) that soarkit uses; valibot, zod, arktype and others offer it. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: Output; readonly issues?: undefined }
      | SchemaFailure
      | Promise<{ readonly value: Output; readonly issues?: undefined } | SchemaFailure>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

export interface SchemaFailure {
  readonly issues: readonly {
    readonly message: string;
    readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  }[];
}
