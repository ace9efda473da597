import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { columns, officeWorld, rows } from '../../../sandbox/example/office.ts';
import { generatedDocs } from '../../../scripts/generated-docs.ts';
import { schemaMistakes } from '../../support/published-schema.ts';

const root = join(import.meta.dirname, '../../..');

describe('the generated pages', () => {
  it.each([...generatedDocs()])('docs/%s is current (npm run docs)', (path, content) => {
    expect(readFileSync(join(root, 'docs', path), 'utf8')).toBe(content);
  });

  it('docs/schemas holds no schema of a shape that is gone', () => {
    const published = readdirSync(join(root, 'docs/schemas')).map((name) => `schemas/${name}`);

    expect(published.filter((path) => !generatedDocs().has(path))).toEqual([]);
  });
});

describe('the examples', () => {
  it.each(['examples/spreadsheet', 'examples/exchange-online'])('%s fits the schema that editors use', (folder) => {
    const content = parse(readFileSync(join(root, folder, 'countersign.yaml'), 'utf8')) as unknown;

    expect(schemaMistakes('configuration', content)).toEqual([]);
  });

  it('the workbook and its Zivver are those of the example office (node sandbox/example/write-example.ts)', async () => {
    const [sheet] = await readWorkbook(join(root, 'examples/spreadsheet/mailboxes.xlsx'));
    const zivver = JSON.parse(readFileSync(join(root, 'examples/spreadsheet/zivver.json'), 'utf8')) as unknown;

    expect(sheet?.data).toEqual([[...columns], ...rows.map((row) => row.map((cell) => (cell === '' ? null : cell)))]);
    expect(zivver).toEqual(officeWorld());
  });
});
