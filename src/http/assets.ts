/** Files for pages: scripts, styles, fonts, pictures. Held in memory, under an address that changes with them. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';

type Asset = { readonly type: string; readonly body: Buffer };

const types: Readonly<Record<string, string>> = {
  // Written in TypeScript and stripped of its types here, as Node does with the rest of the program.
  '.ts': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export type Assets = {
  /** Where a file is found, for as long as it is as it is now. */
  readonly url: (name: string) => string;
  readonly routes: FastifyPluginAsync;
};

/** Reads every file of these folders that pages may use; `only` narrows a folder down. Throws when two have one name. */
export async function loadAssets(
  folders: readonly { readonly path: string; readonly only?: RegExp }[],
): Promise<Assets> {
  const found = new Map<string, Asset>();
  for (const { path, only } of folders) {
    for (const name of (await readdir(path)).sort()) {
      const type = types[extname(name)];
      if (!type || (only && !only.test(name))) continue;
      if (found.has(name)) throw new Error(`two files for pages are called ${name}`);
      const body = await readFile(join(path, name));
      found.set(name, { type, body: name.endsWith('.ts') ? stripped(body) : body });
    }
  }
  const hash = createHash('sha256');
  for (const [name, { body }] of found) hash.update(name).update(body);
  const base = `/assets/${hash.digest('hex').slice(0, 12)}`;
  return {
    url(name) {
      if (!found.has(name)) throw new Error(`no file for pages is called ${name}`);
      return `${base}/${name}`;
    },
    routes: async (server) => {
      server.get<{ Params: { name: string } }>(`${base}/:name`, async (request, reply) => {
        const asset = found.get(request.params.name);
        if (!asset) return reply.callNotFound();
        return reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.body);
      });
    },
  };
}

/** Without the warning that it is experimental: Node runs this whole program by it. */
function stripped(source: Buffer): Buffer {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return Buffer.from(stripTypeScriptTypes(source.toString('utf8')));
  } finally {
    process.emitWarning = emitWarning;
  }
}
