/** Reads application/x-www-form-urlencoded text, tolerating empty pairs and a leading "&". */
export function readForm(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    if (!fields.has(name)) fields.set(name, decode(at < 0 ? '' : pair.slice(at + 1)));
  }
  return fields;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
