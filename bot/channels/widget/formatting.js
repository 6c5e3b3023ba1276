// Plain text as paragraphs, lists, tables and links, and which addresses become one. What it cannot read stays text.

import { make, spoken } from './dom.js';

// Without the marks that turn the direction of writing: they could make an address look like another.
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi;
const ITEM = /^\s*- +/;
const RULE_OF_A_TABLE = /^[\s|:-]+$/;

/** The nodes of a text. */
export function format(text, texts) {
  return blocks(text.replace(/\r\n?/g, '\n').split('\n')).map(({ kind, lines }) => MAKERS[kind](lines, texts));
}

function blocks(lines) {
  const found = [];
  lines.forEach((line, at) => {
    const kind = kindOf(line, lines, at);
    const last = found[found.length - 1];
    if (last?.kind === kind) last.lines.push(line);
    else found.push({ kind, lines: [line] });
  });
  return found.filter((block) => block.kind !== 'blank');
}

function kindOf(line, lines, at) {
  if (!line.trim()) return 'blank';
  if (ITEM.test(line)) return 'list';
  const isRow = (each) => each !== undefined && each.includes(' | ') && !ITEM.test(each);
  // One line alone is no table: somebody wrote "squat | bench".
  return isRow(line) && (isRow(lines[at - 1]) || isRow(lines[at + 1])) ? 'table' : 'paragraph';
}

const MAKERS = {
  paragraph: (lines, texts) => {
    const nodes = lines.flatMap((line, at) => [...(at ? [make('br')] : []), ...linked(line, texts)]);
    return make('p', { dir: 'auto' }, ...nodes);
  },
  list: (lines, texts) =>
    make('ul', { dir: 'auto' }, ...lines.map((line) => make('li', {}, ...linked(line.replace(ITEM, ''), texts)))),
  table: (lines, texts) => {
    const [head, ...rows] = lines.filter((line) => !RULE_OF_A_TABLE.test(line)).map(cellsOf);
    const row = (tag, cells, properties) =>
      make('tr', {}, ...cells.map((cell) => make(tag, properties, ...linked(cell, texts))));
    const table = make(
      'table',
      { dir: 'auto' }, // not each cell: "6–12" alone has no direction
      make('thead', {}, row('th', head ?? [], { scope: 'col' })),
      make('tbody', {}, ...rows.map((cells) => row('td', cells, {}))),
    );
    return make('div', { class: 'table', role: 'group', 'aria-label': texts.table, tabindex: '-1' }, table);
  },
};

function cellsOf(line) {
  return line.trim().replace(/^\|\s*|\s*\|$/g, '').split(/\s*\|\s*/);
}

function linked(text, texts) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutStop(match[0]);
    const url = link(address);
    if (!url) continue;
    nodes.push(text.slice(end, match.index), anchor(url, address, texts));
    end = match.index + address.length;
  }
  return [...nodes, text.slice(end)];
}

/** The address without the full stop or bracket that belongs to the sentence around it. */
function withoutStop(address) {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1];
    const opened = address.slice(0, end).split('(').length;
    const isClosing = last === ')' && address.slice(0, end).split(')').length > opened;
    if (!isClosing && !'.,;:!?…*]}'.includes(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}

function anchor(url, address, texts) {
  const rel = 'noopener noreferrer nofollow';
  return make('a', { href: url.href, target: '_blank', rel }, address, spoken(` ${texts.newTab}`));
}

/** An http(s) address without a name and password in it, else null. */
export function link(text, base) {
  try {
    const url = new URL(text, base);
    const plain = !url.username && !url.password && url.hostname;
    return plain && /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** As `link`, but only of this site or of the endpoint: a picture loads unasked, so nobody else may learn of it. */
export function ownLink(text, endpoint) {
  const url = link(text, `${endpoint}/`);
  return url && [location.origin, new URL(endpoint).origin].includes(url.origin) ? url : null;
}
