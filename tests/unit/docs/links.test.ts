/** What the pages say can be followed: links, paths, and a line for every finding. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findingCodes } from '../../../src/sync/model/finding.ts';

const root = join(import.meta.dirname, '../../..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync('docs/**/*.md', { cwd: root }),
  ...globSync('examples/**/*.md', { cwd: root, exclude: ['**/data/**'] }),
].sort();
const byText = (a = '', b = '') => (a < b ? -1 : Number(a > b));
const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** Of headings as GitHub makes them. */
function anchorsOf(page: string): readonly string[] {
  const headings = [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Markdown links, pictures, and the `click` lines of Mermaid; addresses elsewhere left out. */
function linksOf(page: string): readonly string[] {
  const text = read(page);
  const found = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/^\s*click \w+ "([^"]+)"/gm)];
  return found.map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
}

function leadsNowhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

/** `src/sync/read.ts`, `docs/safety.md`, `tests/crash`: everything named in code style that looks like a path of ours. */
function pathsOf(page: string): readonly string[] {
  const ours = /^\.?(src|tests|sandbox|scripts|docs|manifest|examples|bin|ci)\/[\w./-]+$/;
  const named = [...read(page).matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path).filter((path) => ours.test(path));
  // In a shell line a path stands without marks of its own.
  const inShell = [...read(page).matchAll(/^\S.*?\b((?:sandbox|examples|bin|src)\/[\w./-]+\.\w+)/gm)];
  // The store's folder is made when the example runs.
  return [...named, ...inShell.map(([, path = '']) => path)].filter((path) => !path.endsWith('/data'));
}

describe.each(pages)('%s', (page) => {
  test('has no link that leads nowhere', () => {
    expect(linksOf(page).filter((link) => leadsNowhere(page, link))).toEqual([]);
  });

  test('names no file that is not there', () => {
    expect(pathsOf(page).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the pages', () => {
  test('begin with a README that is read to its end: 150 lines at most', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  test('explain every finding in docs/safety.md, and none that is gone', () => {
    const explained = [...read('docs/safety.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);

    expect(explained.toSorted(byText)).toEqual(findingCodes.toSorted(byText));
  });

  test('give each step of the pipeline its file in the picture and in the table', () => {
    const page = read('docs/architecture.md');
    const clicked = [...page.matchAll(/^\s*click (\w+) "([^"]+)"/gm)].map(([, step, file]) => `${step} ${file}`);
    const tabled = [...page.matchAll(/^\| \d (\w+) \|.*\]\(([^)]+)\) \|$/gm)].map(
      ([, step, file]) => `${step} ${file}`,
    );

    expect(clicked).toHaveLength(9);
    expect(tabled).toEqual(clicked);
  });

  test('number each decision once', () => {
    const numbers = globSync('docs/decisions/*.md', { cwd: root }).map((page) => /(\d{4})-/.exec(page)?.[1]);

    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
