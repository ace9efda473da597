/** A zip file without compression: a Teams app is three small files at the root. */

import { crc32 } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** 1980-01-01: the same files make the same bytes. */
const dosDate = 0x21;

export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const local = Buffer.concat([signature(0x04034b50), common(entry, name), name, entry.content]);
    directory.push(Buffer.concat([signature(0x02014b50), numbers([20, 2]), common(entry, name), placed(offset), name]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, end(entries.length, { size: central.length, offset })]);
}

/** Version, flags (UTF-8 names), method, time, date, checksum, sizes, lengths. */
function common(entry: ZipEntry, name: Buffer): Buffer {
  const size = entry.content.length;
  return numbers(
    [20, 2],
    [0x0800, 2],
    [0, 2],
    [0, 2],
    [dosDate, 2],
    [crc32(entry.content), 4],
    [size, 4],
    [size, 4],
    [name.length, 2],
    [0, 2],
  );
}

/** Comment, disk, attributes, place. */
function placed(offset: number): Buffer {
  return numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
}

function end(count: number, central: { readonly size: number; readonly offset: number }): Buffer {
  const tail = numbers([0, 2], [0, 2], [count, 2], [count, 2], [central.size, 4], [central.offset, 4], [0, 2]);
  return Buffer.concat([signature(0x06054b50), tail]);
}

function signature(value: number): Buffer {
  return numbers([value, 4]);
}

function numbers(...values: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
