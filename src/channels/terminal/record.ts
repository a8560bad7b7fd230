/**
 * A conversation as a transcript test: codes are different in every store, so what was typed of them becomes a
 * placeholder. PURE.
 */
import { readCode } from '../../dialog/code.ts';

const codeInText = /\b[0-9][0-9A-Z]{3}(?:-?[0-9A-Z]{4})+\b/gi;

/** Takes lines as they come and keeps them ready for `test/transcripts/`. */
export function createRecord(invitation: { readonly code: string; readonly side: string } | undefined): {
  readonly add: (line: string) => void;
  readonly text: () => string;
} {
  const lines: string[] = [];
  const shown = new Set<string>();
  const placeholder = (typed: string): string => {
    const code = readCode(typed);
    if (code !== undefined && code === invitation?.code) return `{${invitation.side}}`;
    return code !== undefined && shown.has(code) ? '{code}' : typed;
  };
  return {
    add(line) {
      if (line.startsWith('> ')) {
        lines.push(line.replace(codeInText, placeholder));
        return;
      }
      for (const found of line.match(codeInText) ?? []) shown.add(readCode(found) ?? found);
      lines.push(line);
    },
    text: () => `# A conversation\n\n${lines.join('\n')}\n`,
  };
}
