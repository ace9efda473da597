/** What a section of another language must look like: same keys, same parameters, any words. */
export type SameKeys<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends string[]
      ? string[]
      : T[K] extends (...parameters: infer P) => string
        ? (...parameters: P) => string
        : SameKeys<T[K]>;
};
