/** The one stylesheet of the user pages, served by ourselves: nothing is loaded from elsewhere. */
export const stylesheet = `
:root { color-scheme: light dark;
  --paper: #f5f8fb; --raised: #fff; --ink: #10233a; --soft: #4a5f78; --line: #d5dfe9; --blue: #0a6bbd; --blue-deep: #08508f; --on-blue: #fff;
  --tint: #eaf3fb; --bad: #a3221a; --bad-tint: #fdeeec; --note: #fff6dc; --note-ink: #5a4300; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #0c1621; --raised: #132131; --ink: #e8f0f8; --soft: #a5b8cc; --line: #2b3d51; --blue: #6db5f2; --blue-deep: #93c9f8; --on-blue: #06223b;
  --tint: #172c41; --bad: #ffb1a8; --bad-tint: #3a1a17; --note: #33290d; --note-ink: #f5dfa0; } }
* { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif; }
body { margin: 0; min-height: 100vh; background: var(--paper); color: var(--ink); display: flex; flex-direction: column; }
.banner { background: var(--note); color: var(--note-ink); text-align: center; padding: 8px 16px; font-size: 14px; margin: 0; }
.top { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; justify-content: space-between; width: 100%; max-width: 512px; margin: 0 auto; padding: 20px 16px 12px; }
.name { font-weight: 700; font-size: 20px; color: var(--blue); letter-spacing: -0.01em; }
.languages { display: flex; gap: 4px; margin: 0; padding: 0; list-style: none; font-size: 14px; }
.languages a { display: block; padding: 12px 8px; color: var(--soft); text-decoration: none; border-radius: 4px; }
.languages a:hover { text-decoration: underline; }
.languages a[aria-current] { color: var(--ink); font-weight: 600; }
main { width: 100%; max-width: 512px; margin: 0 auto; padding: 0 16px 48px; flex: 1; }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: 10px; padding: 24px; }
h1 { font-size: 22px; line-height: 1.25; margin: 0 0 16px; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 16px; margin: 24px 0 8px; }
p { margin: 0 0 12px; }
.soft { color: var(--soft); }
.small { font-size: 14px; }
.money { font-variant-numeric: tabular-nums; white-space: nowrap; }
.summary { margin: 0 0 4px; }
.seller { display: flex; justify-content: space-between; gap: 16px; font-weight: 600; padding: 12px 0 4px; border-top: 1px solid var(--line); }
.items { list-style: none; margin: 0; padding: 0 0 8px; }
.items li { display: grid; grid-template-columns: auto 1fr auto; gap: 12px; align-items: center; padding: 6px 0; }
.items img { width: 48px; height: 60px; object-fit: cover; border-radius: 4px; background: var(--tint); display: block; }
.items li:not(:has(img)) { grid-template-columns: 1fr auto; }
.total { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; border-top: 1px solid var(--line); padding: 12px 0 20px; font-weight: 600; }
.total .money { font-size: 28px; line-height: 1.2; letter-spacing: -0.02em; }
fieldset { border: 0; margin: 0 0 20px; padding: 0; min-width: 0; }
legend, .label { font-weight: 600; padding: 0; margin: 0 0 8px; display: block; }
.choice { display: grid; grid-template-columns: auto 1fr auto; gap: 12px; align-items: center; min-height: 56px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
.choice + .choice { margin-top: 8px; }
.choice:has(input:checked) { border-color: var(--blue); background: var(--tint); }
.choice input { width: 20px; height: 20px; margin: 0; accent-color: var(--blue); }
.choice .amount { text-align: right; }
.field { margin: 0 0 20px; }
.field input { width: 100%; font: inherit; color: var(--ink); background: var(--raised); border: 1px solid var(--soft); border-radius: 4px; padding: 11px 12px; min-height: 48px; }
.field input.short { max-width: 176px; font-variant-numeric: tabular-nums; }
.field input[type=password] { letter-spacing: 0.25em; }
fieldset .scopes { margin: 0; }
.hint { color: var(--soft); font-size: 14px; margin: 6px 0 0; }
.error { background: var(--bad-tint); color: var(--bad); border-radius: 6px; padding: 10px 14px; margin: 0 0 20px; }
.buttons { display: flex; flex-direction: column; gap: 8px; }
button, .button { font: inherit; font-weight: 600; min-height: 48px; padding: 10px 20px; border-radius: 4px; border: 1px solid transparent; cursor: pointer; text-align: center; text-decoration: none; display: inline-block; transition: background-color 140ms; }
.primary { background: var(--blue); color: var(--on-blue); }
.primary:hover { background: var(--blue-deep); }
.quiet { background: transparent; color: var(--ink); border-color: var(--line); }
.quiet:hover { background: var(--tint); }
.plain { background: none; border: 0; color: var(--soft); font-weight: 400; font-size: 14px; min-height: 44px; padding: 8px 0; text-decoration: underline; text-underline-offset: 3px; }
.after { padding: 12px 24px 0; }
.scopes { list-style: none; margin: 0 0 24px; padding: 0; }
.scopes > li { border-top: 1px solid var(--line); }
.scopes > li:last-child { border-bottom: 1px solid var(--line); }
.scopes label, .scopes .fixed { display: grid; grid-template-columns: 20px 1fr; gap: 12px; padding: 11px 0; align-items: start; }
.scopes label { cursor: pointer; }
.scopes input { width: 20px; height: 20px; margin: 2px 0 0; accent-color: var(--blue); }
.scopes .fixed::before { content: "✓" / ""; color: var(--blue); font-weight: 700; text-align: center; }
p.seller.first { margin: 0 0 20px; padding-bottom: 12px; border-bottom: 1px solid var(--line); }
.permission { border: 1px solid var(--line); border-radius: 6px; padding: 14px 14px 6px; }
.permission legend { padding: 0 6px; margin: 0 0 0 -6px; }
.permission .field { margin-bottom: 8px; }
.permission .field input { margin-top: 6px; }
.plainlist { margin: 0 0 8px; padding: 0 0 0 20px; }
.tick { display: flex; gap: 12px; align-items: center; min-height: 44px; cursor: pointer; font-weight: 600; }
.tick input { width: 20px; height: 20px; margin: 0; accent-color: var(--blue); }
.demo { border-top: 1px dashed var(--line); color: var(--soft); font-size: 14px; padding: 16px; }
.demo form { max-width: 480px; margin: 0 auto; }
.demo p { margin: 0 0 8px; }
.demo .strip { display: flex; flex-wrap: wrap; gap: 8px; }
.demo button { font-size: 14px; font-weight: 400; min-height: 44px; padding: 6px 12px; background: transparent; border-color: var(--line); color: var(--ink); }
.demo button:hover { background: var(--tint); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (max-width: 480px) { .card { padding: 20px 16px; } .after { padding: 12px 16px 0; } }
`;
