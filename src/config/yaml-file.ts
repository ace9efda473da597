/** A YAML file as plain data, and the line and column of every value in it. */

import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { ConfigProblem, Origin } from './config-problem.ts';

export type Path = readonly (string | number)[];

export interface YamlFile {
  readonly raw: unknown;
  readonly problems: readonly ConfigProblem[];
  /** Of the value at `path`, or of the nearest thing around it that exists. With `key`: of that key of the mapping. */
  position(path: Path, key?: string): Origin;
}

export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): Origin => {
    const { line, col } = lines.linePos(offset);
    return { kind: 'file', line, column: col };
  };
  const problems = document.errors.map(
    (error): ConfigProblem => ({
      code: 'yaml-syntax',
      path: '',
      origin: at(error.pos[0]),
      found: null,
      params: { detail: error.message },
    }),
  );

  function position(path: Path, key?: string): Origin {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    if (key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && String(item.key) === key);
      if (pair !== undefined && isNode(pair.key) && pair.key.range) return at(pair.key.range[0]);
    }
    if (isNode(node) && node.range) return at(node.range[0]);
    return path.length === 0 ? { kind: 'nowhere' } : position(path.slice(0, -1));
  }

  return { raw: problems.length > 0 ? undefined : (document.toJS() as unknown), problems, position };
}
