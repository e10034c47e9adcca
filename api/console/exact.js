// JSON as text: versions and decimals keep every digit, while JSON.parse would round them to doubles.

/** The index after the end of the string that begins at `at`. */
function end_of_string(text, at) {
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}

/** The members of an object as [name, text of the value], in order. `text` must be valid JSON. */
export function members(text) {
  const found = [];
  let depth = 0;
  let name = null;
  let from = 0;
  const close = (to) => {
    if (name !== null) found.push([name, text.slice(from, to).trim()]);
    name = null;
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"') {
      const end = end_of_string(text, i);
      if (depth === 1 && name === null) {
        name = JSON.parse(text.slice(i, end));
        from = text.indexOf(':', end) + 1;
        i = from - 1;
      } else {
        i = end - 1;
      }
    } else if (c === '{' || c === '[') {
      depth += 1;
    } else if (c === '}' || c === ']') {
      depth -= 1;
      if (depth === 0) close(i);
    } else if (c === ',' && depth === 1) {
      close(i);
    }
  }
  return found;
}

/** The text of one member, or null. */
export function member(text, name) {
  return members(text).find(([each]) => each === name)?.[1] ?? null;
}

/** The same JSON value on separate lines, indented by two blanks per level. */
export function pretty(text) {
  let made = '';
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"') {
      const end = end_of_string(text, i);
      made += text.slice(i, end);
      i = end - 1;
    } else if (/\s/.test(c)) {
      continue;
    } else if (c === '{' || c === '[') {
      const closes = /^\s*[}\]]/.exec(text.slice(i + 1));
      if (closes) {
        made += c + closes[0].trim();
        i += closes[0].length;
      } else {
        depth += 1;
        made += c + line();
      }
    } else if (c === '}' || c === ']') {
      depth -= 1;
      made += line() + c;
    } else if (c === ',') {
      made += c + line();
    } else {
      made += c === ':' ? ': ' : c;
    }
  }
  return made;
}

/** The differences between two objects: [name, text before or null, text after or null]. */
export function differences(before, after) {
  const old = new Map(members(before));
  const now = new Map(members(after));
  const squeezed = (text) => (text === null ? null : pretty(text));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => [name, old.get(name) ?? null, now.get(name) ?? null])
    .filter(([, was, is]) => squeezed(was) !== squeezed(is));
}
