// How it looks. A site sets --spotter-… on the element; sizes are in em, so that they follow the reader's own.

const LIGHT = `
  --accent: var(--spotter-accent, #0b5d4e); --on-accent: var(--spotter-on-accent, #fff);
  --own: var(--accent); --on-own: var(--on-accent); --head: var(--accent); --on-head: var(--on-accent);
  --surface: var(--spotter-surface, #fff); --text: var(--spotter-text, #1a2126); --muted: var(--spotter-muted, #55606a);
  --bubble: var(--spotter-bubble, #eef2f3); --line: var(--spotter-line, #7b8790);
  --error: var(--spotter-error, #b3261e);
  color-scheme: light;`;
const DARK = `
  --accent: var(--spotter-accent, #46c2a3); --on-accent: var(--spotter-on-accent, #06231c);
  --own: var(--spotter-accent, #17564a); --on-own: var(--spotter-on-accent, #eefaf6);
  --head: #20292f; --on-head: #f2f5f6;
  --surface: var(--spotter-surface-dark, #14191d); --text: var(--spotter-text-dark, #e8edf0);
  --muted: var(--spotter-muted-dark, #a7b2ba); --bubble: var(--spotter-bubble-dark, #262f36);
  --line: var(--spotter-line-dark, #7d8a94); --error: var(--spotter-error-dark, #ff9a91);
  color-scheme: dark;`;

export const STYLE = `
:host {
  all: initial; display: block; font-family: var(--spotter-font, system-ui, sans-serif); line-height: 1.45;
  --radius: var(--spotter-radius, 16px); --edge: max(16px, env(safe-area-inset-bottom));
  -webkit-text-size-adjust: 100%; ${LIGHT}
}
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }
:host([theme="dark"]) { ${DARK} }
:host([hidden]), [hidden] { display: none !important; }
:host([mode="inline"]) { height: 36em; max-height: 90vh; max-height: 90dvh; min-height: 18em; }
* { box-sizing: border-box; }
p, h2, ul { margin: 0; }
button, textarea { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; touch-action: manipulation; min-height: 44px; min-width: 44px; border-radius: 12px; }
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px; }
.icon { width: 1.5em; height: 1.5em; fill: currentColor; flex: none; }
.flips:dir(rtl) { transform: scaleX(-1); }
.spoken {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}

.launcher {
  position: fixed; z-index: var(--spotter-layer, 2147483000); bottom: var(--edge);
  inset-inline-end: max(16px, env(safe-area-inset-right)); width: 60px; height: 60px; padding: 0; border-radius: 50%;
  display: grid; place-items: center; border: 2px solid var(--on-accent); background: var(--accent);
  color: var(--on-accent); box-shadow: 0 4px 16px #0005;
}
:host([position="start"]) .launcher { inset-inline: max(16px, env(safe-area-inset-left)) auto; }
.badge {
  position: absolute; inset-block-start: -6px; inset-inline-end: -6px; min-width: 24px; padding: 0 6px;
  border-radius: 12px; background: #b3261e; color: #fff; font-size: .875em; line-height: 24px; font-weight: 600;
}

.panel {
  padding: 0; border: 1px solid color-mix(in srgb, var(--line) 45%, transparent); background: var(--surface);
  color: var(--text); border-radius: var(--radius); overflow: hidden; flex-direction: column;
}
dialog.panel {
  position: fixed; z-index: var(--spotter-layer, 2147483000); margin: 0; inset: auto;
  inset-block-end: calc(var(--edge) + 72px); inset-inline-end: max(16px, env(safe-area-inset-right));
  width: min(25.5em, calc(100vw - 32px)); height: min(42em, calc(100vh - var(--edge) - 96px)); max-height: none;
  max-width: none; box-shadow: 0 12px 40px #0004;
}
:host([position="start"]) dialog.panel { inset-inline: max(16px, env(safe-area-inset-left)) auto; }
.panel[open], .inline { display: flex; }
.inline { width: 100%; height: 100%; }
dialog.panel:modal {
  inset: 0; width: 100%; height: var(--height, 100dvh); transform: translateY(var(--top, 0)); border: 0;
  border-radius: 0; box-shadow: none;
}
dialog::backdrop { background: #000b; }

.header {
  display: flex; align-items: flex-start; gap: 8px; background: var(--head); color: var(--on-head);
  padding: max(12px, env(safe-area-inset-top)) max(8px, env(safe-area-inset-right)) 12px
    max(16px, env(safe-area-inset-left));
}
.titles { flex: 1; min-width: 0; padding-block: 2px; overflow-wrap: anywhere; }
h2 { font-size: 1.125em; font-weight: 650; line-height: 1.25; }
.titles p { font-size: .875em; line-height: 1.3; }
.round {
  border: 0; background: transparent; border-radius: 50%; padding: 10px; display: grid; place-items: center;
  width: 44px; height: 44px; flex: none;
}
.header :focus-visible { outline-color: var(--on-head); outline-offset: -3px; }
.bar { padding: 8px 16px; background: var(--bubble); font-size: .875em; text-align: center; }

.conversation { position: relative; flex: 1; min-height: 0; display: flex; flex-direction: column; }
.log {
  flex: 1; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; padding: 16px;
  overflow-wrap: anywhere; scrollbar-gutter: stable;
}
.log:focus-visible { outline-offset: -3px; }
.list { display: flex; flex-direction: column; gap: 12px; }
.welcome { color: var(--muted); text-align: center; padding: 1em; }
.divider {
  color: var(--muted); font-size: .875em; text-align: center; border-top: 1px solid var(--line); padding-top: 8px;
}
.message { display: flex; flex-direction: column; align-items: flex-start; gap: 6px; max-width: 100%; }
.lifter { align-items: flex-end; }
.author { font-size: .8125em; font-weight: 600; color: var(--muted); padding-inline: 4px; }
.bubble {
  max-width: min(100%, 34em); padding: 10px 14px; border-radius: var(--radius); background: var(--bubble);
  border: 1px solid transparent; display: flex; flex-direction: column; gap: .6em;
}
.spotter .bubble, .trainer .bubble { border-end-start-radius: 4px; max-width: min(94%, 34em); }
.trainer .bubble { border-color: var(--line); }
.lifter .bubble {
  background: var(--own); color: var(--on-own); border-end-end-radius: 4px; max-width: min(86%, 30em);
}
.failed .bubble { background: var(--surface); color: var(--text); border-color: var(--error); }
.spotter .bubble:has(.table), .trainer .bubble:has(.table) { max-width: 100%; }
.typed { white-space: pre-wrap; }
.bubble ul { padding-inline-start: 1.2em; }
.bubble li + li { margin-top: .2em; }
.bubble a { color: inherit; text-decoration: underline; text-underline-offset: 2px; border-radius: 4px; }
.table { max-width: 100%; overflow-x: auto; border-radius: 6px; }
table { border-collapse: collapse; font-size: .9375em; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
th, td {
  text-align: start; vertical-align: top; padding: 5px 0; padding-inline-end: .7em;
  border-bottom: 1px solid color-mix(in srgb, var(--line) 60%, transparent);
}
:is(th, td):last-child { padding-inline-end: 0; }
th { font-weight: 650; border-bottom-color: var(--line); }
tbody tr:last-child td { border-bottom: 0; }
.picture {
  padding: 0; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; background: #fff;
  max-width: min(94%, 34em); cursor: zoom-in;
}
.picture img { display: block; max-width: 100%; height: auto; min-height: 24px; color: #1a2126; }
.files { display: flex; flex-direction: column; gap: 6px; max-width: 94%; }
.file {
  display: flex; align-items: center; gap: 10px; min-height: 44px; padding: 8px 14px; border: 1px solid var(--line);
  border-radius: 12px; color: var(--text); text-decoration: underline; text-underline-offset: 2px;
}
.choices { display: flex; flex-wrap: wrap; gap: 8px; padding-top: 2px; max-width: 100%; }
.choice {
  padding: 8px 14px; border: 1.5px solid var(--line); border-radius: 22px; background: var(--surface);
  color: var(--text); text-align: start; max-width: 100%; overflow-wrap: anywhere;
}
.fate {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0 6px; color: var(--muted); font-size: .8125em;
  padding-inline: 4px; min-height: 1.45em;
}
.fate span + time::before { content: "· "; }
.fate:empty { display: none; }
.failed .fate { color: var(--error); justify-content: flex-end; }
.remedies { display: flex; }
.remedy {
  border: 0; background: transparent; padding: 0 10px; color: var(--text); text-decoration: underline;
  text-underline-offset: 3px;
}
.typing {
  display: flex; align-items: center; gap: 10px; padding: 4px 20px 8px; color: var(--muted); font-size: .875em;
}
.dots { display: inline-flex; gap: 4px; }
.dots i { width: 7px; height: 7px; border-radius: 50%; background: currentColor; }
.down {
  position: absolute; inset-block-end: 12px; inset-inline: 0; margin-inline: auto; width: fit-content; display: flex;
  align-items: center; gap: 6px; padding: 6px 16px 6px 10px; border: 1px solid var(--line); border-radius: 22px;
  background: var(--surface); box-shadow: 0 2px 10px #0003;
}

.composer {
  border-top: 1px solid color-mix(in srgb, var(--line) 45%, transparent);
  padding: 10px max(12px, env(safe-area-inset-right)) max(10px, env(safe-area-inset-bottom))
    max(12px, env(safe-area-inset-left));
}
.field { display: flex; align-items: flex-end; gap: 8px; }
textarea {
  flex: 1; min-width: 0; min-height: 44px; max-height: 8.5em; padding: 9px 14px; resize: none; overflow: auto;
  font-size: max(16px, 1em); line-height: 1.45; border: 1.5px solid var(--line); border-radius: 22px;
  background: var(--surface); color: var(--text);
}
textarea::placeholder { color: var(--muted); opacity: 1; }
textarea:focus-visible { outline-offset: 0; outline-width: 2px; border-color: var(--text); }
textarea[aria-invalid="true"] { border-color: var(--error); }
.send {
  border: 1px solid transparent; border-radius: 50%; width: 47px; height: 47px; padding: 0; display: grid;
  place-items: center; background: var(--accent); color: var(--on-accent); flex: none;
}
.send[aria-disabled="true"] { background: transparent; color: var(--muted); border-color: var(--line); }
.count { font-size: .8125em; color: var(--muted); padding: 6px 6px 0; text-align: end; }
.count.over { color: var(--error); font-weight: 600; }

.viewer {
  padding: 0; border: 0; margin: 0; width: 100vw; height: 100dvh; max-width: none; max-height: none;
  background: #101418; color: #fff; color-scheme: dark;
}
.viewer[open] { display: grid; grid-template: auto 1fr auto / minmax(0, 1fr); justify-items: center; }
.viewer .round { justify-self: end; margin: max(8px, env(safe-area-inset-top)) 8px 8px; }
.viewer img {
  align-self: center; max-width: 100%; max-height: 100%; min-height: 0; object-fit: contain; background: #fff;
}
.viewer p {
  padding: 12px 16px max(16px, env(safe-area-inset-bottom)); overflow-wrap: anywhere; max-height: 30vh;
  overflow: auto;
}
.viewer :focus-visible { outline-color: #fff; }

@media (hover: hover) {
  .choice:hover, .down:hover, .file:hover { background: var(--bubble); }
  .launcher:hover, .send:hover { filter: brightness(1.1); }
}
@media (max-width: 480px) { .log { padding: 12px; } table { font-size: .875em; } }
@media (max-height: 480px) {
  .header { padding-block: 2px; }
  .titles { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 12px; align-self: center; }
  textarea { max-height: 4.5em; }
}
@media (prefers-reduced-motion: no-preference) {
  .dots i { animation: breathe 1.2s infinite ease-in-out; }
  .dots i:nth-child(2) { animation-delay: .15s; }
  .dots i:nth-child(3) { animation-delay: .3s; }
  @keyframes breathe { 0%, 60%, 100% { opacity: .35; } 30% { opacity: 1; } }
}
@media (prefers-contrast: more) { .bubble, .panel { border-color: var(--text); } }
@media (forced-colors: active) {
  .bubble, .launcher, .send, .header, .bar { border: 1px solid ButtonText; }
  .lifter .bubble { border-width: 2px; }
  .failed .bubble { border-style: dashed; }
  .dots i { background: CanvasText; }
  :focus-visible { outline-color: Highlight; }
}
`;
