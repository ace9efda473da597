/** The one place that looks at the process environment. Everything else is given what it needs. */

export type Environment = Readonly<Record<string, string | undefined>>;

export function readEnvironment(): Environment {
  return process.env;
}
