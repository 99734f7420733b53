// The page for when the database is away. It stands alone: no store, no style sheet and no program of the shop is needed to show it.
import { awayLine, awayNext, awayText, awayTitle } from '#app/_ui/away-words.ts';

export const retryAfterS = 5;

type Asked = { headers: Pick<Headers, 'get'> };

/** Browsers that read a page get one; scripts that ask for something else get the one line. */
export function awayAnswer({ headers }: Asked, shopName: string, policy: { header: string; nonce: string }): Response {
  const page = headers.get('accept')?.includes('text/html') ?? false;
  return new Response(page ? awayPage(shopName, policy.nonce) : awayLine, {
    status: 503,
    headers: {
      // Next hands exactly this plain type on to the page that sent the form, and no other.
      'content-type': page ? 'text/html; charset=utf-8' : 'text/plain',
      'retry-after': String(retryAfterS),
      'cache-control': 'private, no-store',
      'content-security-policy': policy.header,
    },
  });
}

// The shop's own colours and measures; its type faces have names that only the build knows.
const style = `
:root{color-scheme:light dark;--paper:oklch(.982 .006 85);--ink:oklch(.255 .014 205);--soft:oklch(.435 .014 205);--line:oklch(.89 .01 82);--accent:oklch(.415 .072 188)}
@media (prefers-color-scheme:dark){:root{--paper:oklch(.192 .009 205);--ink:oklch(.945 .007 85);--soft:oklch(.765 .01 85);--line:oklch(.325 .01 205);--accent:oklch(.79 .083 184)}}
*{box-sizing:border-box;margin:0}
body{min-height:100dvh;background:var(--paper);color:var(--ink);font:1rem/1.625 system-ui,sans-serif}
header,main{max-width:80rem;margin-inline:auto;padding-inline:clamp(1.25rem,4vw,4rem)}
header{display:flex;align-items:center;height:4rem}
.rule{border-bottom:1px solid var(--line)}
a{color:var(--accent);text-underline-offset:.2em}
header a{color:inherit;text-decoration:none}
header a,h1{font-family:Georgia,'Liberation Serif',serif;font-weight:500;letter-spacing:-.01em}
header a{font-size:1.375rem}
main{display:grid;justify-items:start;gap:1rem;padding-block:clamp(2rem,8vh,6rem)}
h1{font-size:clamp(1.75rem,4vw,2.25rem);line-height:1.25;text-wrap:balance}
p{max-width:36rem;font-size:1.125rem}
.soft{color:var(--soft);font-size:1rem}
main a{display:inline-flex;align-items:center;min-height:2.75rem}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

// Asks quietly whether the shop is back, so that a screen reader is not interrupted; without scripts the page loads itself again.
const comeBack = `setInterval(function(){fetch('/api/health',{cache:'no-store'}).then(function(a){if(a.ok)location.replace(location.href)},function(){})},${retryAfterS * 1000})`;

function awayPage(shopName: string, nonce: string): string {
  const name = asText(shopName);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${awayTitle} · ${name}</title>
<noscript><meta http-equiv="refresh" content="${retryAfterS}"></noscript>
<link rel="icon" href="/icon.svg">
<style nonce="${nonce}">${style}</style>
</head>
<body>
<div class="rule"><header><a href="/">${name}</a></header></div>
<main>
<h1>${awayTitle}</h1>
<p>${awayText}</p>
<p class="soft">${awayNext}</p>
<a href="">Load it again now</a>
</main>
<script nonce="${nonce}">${comeBack}</script>
</body>
</html>
`;
}

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
