// Where to go after signing in: a path of this shop and nothing else, whatever the address bar or a form said.

const DEFAULT_PATH = '/account';
const MAX_LENGTH = 512; // longer than any address of ours; a bound for what is put into a cookie

export function safeReturnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > MAX_LENGTH || !wanted.startsWith('/')) return DEFAULT_PATH;
  // Browsers read a backslash as a slash and drop tabs and line ends, so the URL parser decides, not a pattern of ours.
  const here = 'http://shop.invalid';
  if (!URL.canParse(wanted, here)) return DEFAULT_PATH;
  const url = new URL(wanted, here);
  if (url.origin !== here || url.pathname.startsWith('//')) return DEFAULT_PATH;
  if (url.pathname === '/sign-in' || url.pathname.startsWith('/api/')) return DEFAULT_PATH;
  return url.pathname + url.search;
}
