// JSON handled as text: no digit is lost, whatever stands in strings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFile } from 'node:fs/promises';

// The file is a module of the browser, and Node.js knows it by no package: it is loaded as text.
const source = await readFile(new URL('../../api/console/exact.js', import.meta.url), 'utf8');
const { differences, member, members, pretty } = await import(
  `data:text/javascript,${encodeURIComponent(source)}`
);

const odd =
  '{"a":1.10,"b\\"}":{"c":[1,{"d":"},\\\\"}]},"e": 638912345678901234 , "f":[],"g":{ },"h":null}';

test('exact: members are found with the text of their values', () => {
  assert.deepEqual(members(odd), [
    ['a', '1.10'],
    ['b"}', '{"c":[1,{"d":"},\\\\"}]}'],
    ['e', '638912345678901234'],
    ['f', '[]'],
    ['g', '{ }'],
    ['h', 'null'],
  ]);
  assert.deepEqual(members('{}'), []);
  assert.equal(member(odd, 'e'), '638912345678901234');
  assert.equal(member(odd, 'd'), null);
});

test('exact: a text laid out on lines is the same value with the same digits', () => {
  const laid = pretty(odd);
  assert.deepEqual(JSON.parse(laid), JSON.parse(odd));
  assert.match(laid, /"a": 1\.10,\n {2}"b/);
  assert.match(laid, /"f": \[\],\n {2}"g": \{\},/);
  assert.equal(pretty(laid), laid);
});

test('exact: differences are told member by member, layout apart', () => {
  assert.deepEqual(differences('{"a":1.0,"b":[1,2],"c":3}', '{"b":[1, 2], "a":1.00, "d":""}'), [
    ['a', '1.0', '1.00'],
    ['c', '3', null],
    ['d', null, '""'],
  ]);
});
