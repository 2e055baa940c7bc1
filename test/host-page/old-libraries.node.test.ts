import { expect, test } from '@playwright/test';
import { HostPages } from './host-page.js';

let pages: HostPages;
test.beforeAll(async () => {
  pages = await HostPages.open();
});
test.afterAll(() => pages.close());

/** What well-known libraries and everyday scripts do to a page, reduced to the lines that matter. */
const LIBRARIES = {
  'Prototype’s Array.from': 'Array.from = (list) => (list && list.toArray ? list.toArray() : Array.prototype.slice.call(list || []));',
  'Prototype’s Array.prototype.entries': 'Array.prototype.entries = function () { return this.slice(); };',
  'Prototype’s Array.prototype.toJSON': "Array.prototype.toJSON = function () { return '[' + this.map((item) => Object.toJSON(item)).join(', ') + ']'; }; Object.toJSON = JSON.stringify.bind(JSON);",
  'Prototype’s Element.prototype.scrollTo': 'Element.prototype.scrollTo = function () { window.scrolledHost = true; return this; };',
  'MooTools’ Array.from': "Array.from = (item) => (item == null ? [] : typeof item != 'string' && typeof item.length == 'number' ? (Array.isArray(item) ? item : Array.prototype.slice.call(item)) : [item]);",
  'MooTools’ Event': "window.Event = function (event) { if (!event.type) throw new TypeError('event.type'); this.event = event; };",
  'a method on Object.prototype': 'Object.prototype.foo = function () {};',
  'a value on Object.prototype': "Object.prototype.type = 'x';",
  'JSON of an old polyfill': "JSON = { parse: (text) => eval('(' + text + ')'), stringify: (value) => (typeof value === 'string' ? '\"' + value + '\"' : String(value)) };",
  'a Map without an iterator': 'window.Map = function () { this.set = (key, value) => (this[key] = value); this.get = (key) => this[key]; };',
  'a Set that takes no list': 'window.Set = function () {};',
  'Object.entries of an old polyfill': 'Object.entries = (object) => Object.keys(object);',
  'a Promise that is no constructor': 'window.Promise = { resolve() {} };',
};

for (const [name, script] of Object.entries(LIBRARIES)) {
  for (const when of ['before', 'after'] as const) {
    test(`a share runs with ${name}, set ${when} the script is loaded`, async () => {
      const { shared, console } = await pages.share({ [when]: script });
      expect(shared, console.join('\n')).toBe(true);
    });
  }
}
