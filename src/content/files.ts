/** Content is data: reads `dialogs/`, `locales/` and `data/`, and says file and line where something is wrong. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** The folder of the program, where its content lies. */
export const home = join(import.meta.dirname, '..', '..');

/** A fault that an author can mend. */
export type Fault = { readonly file: string; readonly line: number; readonly what: string; readonly mend: string };

/** A parsed file that still knows where everything stands. */
export type ContentFile = {
  /** Relative to the program's folder. */
  readonly file: string;
  readonly value: unknown;
  /** The line of a path into the value, counted from 1; of the nearest part above it when it is missing. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
};

/** Reads one YAML file. What YAML itself refuses comes back as faults. */
export async function readYaml(
  path: string,
): Promise<{ readonly content?: ContentFile; readonly faults: readonly Fault[] }> {
  const file = relative(home, path);
  const counter = new LineCounter();
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: counter, uniqueKeys: true });
  const faults = document.errors.map((error) => ({
    file,
    line: error.linePos?.[0].line ?? 1,
    what: error.message.split('\n')[0] ?? error.message,
    mend: 'Check the indentation, colons and quotation marks of this line and the one above it.',
  }));
  if (faults.length > 0) return { faults };
  const lineOf = (at: readonly PropertyKey[]): number => {
    for (let length = at.length; length >= 0; length -= 1) {
      const node = document.getIn(at.slice(0, length), true);
      if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  return { content: { file, value: document.toJS(), lineOf }, faults };
}

/** Checks a file against its schema; each issue is a fault with its line. */
export function fit<T>(
  schema: z.ZodType<T>,
  content: ContentFile,
): { readonly value?: T; readonly faults: readonly Fault[] } {
  const result = schema.safeParse(content.value);
  if (result.success) return { value: result.data, faults: [] };
  const faults = result.error.issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const paths = keys.length > 0 ? keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({
      file: content.file,
      line: content.lineOf(path),
      what: `${path.map(String).join('.') || 'the file'}: ${keys.length > 0 ? 'this key is not known here' : issue.message}`,
      mend:
        keys.length > 0
          ? 'Correct its spelling, or take it out. The schema beside the file lists what may stand here.'
          : 'Change it to what is asked for.',
    }));
  });
  return { faults };
}

/** The YAML files of a folder, in alphabetical order. */
export async function yamlFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(home, folder));
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(home, folder, name));
}

/** "file:line what. mend" for every fault. */
export function showFault(fault: Fault): string {
  return `${fault.file}:${fault.line}  ${fault.what}\n    → ${fault.mend}`;
}
