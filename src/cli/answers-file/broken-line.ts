/** The line, from 1, at which a text stops being the beginning of a JSON document; `message`: what JSON.parse said of it. */
export function brokenLine(text: string, message: string): number {
  const told = /\(line (\d+) column/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  // A document can be cut at the end of any line and still go on: the first where it cannot is found by halves.
  let good = 0;
  let bad = text.length;
  for (;;) {
    const after = text.indexOf('\n', (good + bad) >> 1);
    const middle = after >= 0 && after < bad ? after : text.lastIndexOf('\n', bad - 1);
    if (middle <= good) return text.slice(0, bad).split('\n').length;
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
}

/** Is this JSON, or is it only its end that is missing? */
function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const place = /at position (\d+)/.exec(message)?.[1];
    if (place === undefined) return message.startsWith('Unexpected end');
    return message.startsWith('Unterminated') || Number(place) === beginning.length;
  }
}
