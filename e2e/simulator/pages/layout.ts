/** The frame of every user page, and the policy it is served with. */
import type { Answer } from '../http/answer.ts';
import type { Language } from '../oauth/scope-names.ts';
import { Html, html } from './html.ts';
import { languageNames, languages, words } from './words.ts';

export type Page = {
  language: Language;
  title: string;
  body: Html;
  /** What comes last, after the card: the demo's control strip. */
  foot?: Html | undefined;
  /** The address of this page in another language. */
  inLanguage: (language: Language) => string;
  /** Where its forms may lead in the end, and where its pictures come from. */
  formOrigins?: string[];
  imageOrigins?: string[];
  status?: number;
};

export const stylePath = '/frontend/style.css';

export function pageAnswer(page: Page): Answer {
  const text = words[page.language];
  const document = html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Paysera (local)</title>
<link rel="stylesheet" href="${stylePath}">
<link rel="icon" href="data:,">
</head>
<body>
<header>
<p class="banner">${text.banner}</p>
<div class="top">
<span class="name">Paysera</span>
<nav aria-label="${text.languages}"><ul class="languages">${languages.map(
    (language) =>
      html`<li><a href="${page.inLanguage(language)}" lang="${language}" hreflang="${language}"${language === page.language ? new Html(' aria-current="true"') : ''}>${languageNames[language]}</a></li>`,
  )}</ul></nav>
</div>
</header>
<main>
${page.body}
</main>
${page.foot}
</body>
</html>
`;
  return {
    status: page.status ?? 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy(page),
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
      'Cache-Control': 'no-store',
    },
    body: document.text,
  };
}

/** form-action names the shop too: Chromium applies it to the redirect that follows a form. */
function policy(page: Page): string {
  const images = ["'self'", 'data:', ...new Set(page.imageOrigins ?? [])].join(' ');
  const forms = ["'self'", ...new Set(page.formOrigins ?? [])].join(' ');
  return `default-src 'none'; style-src 'self'; img-src ${images}; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`;
}

/** What a policy may name of an address: its origin, or the scheme of an app link. */
export function originOf(address: string | undefined): string[] {
  if (address === undefined || !URL.canParse(address)) return [];
  const url = new URL(address);
  return [url.origin === 'null' ? url.protocol : url.origin];
}
