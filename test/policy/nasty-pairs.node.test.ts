import { expect, test } from '@playwright/test';
import { AllowedSites, parseAllowedSite } from '../../src/policy/index.js';

/**
 * One line for each page that somebody may try on a rule, with what DESIGN's
 * words about rules say of it: `+` it is allowed, `-` it isn't. Written from the
 * words alone.
 */
const PAIRS = String.raw`
https://example.com/first/*
+ https://example.com/first/
+ https://www.example.com/first/
+ https://example.com:443/first/x
+ https://example.com/first/?x=/second/
+ https://example.com/first/#/../second
+ https://example.com/first/x?
+ https://example.com/first/%
+ https://example.com/first/%G1
+ https://example.com/first/%00
+ https://example.com/first/;x
+ https://example.com/first/;
+ https://example.com/first/a;b=c/d
+ https://example.com/first/...;x
+ https://example.com/first/.hidden;x
+ https://example.com/first/x..%2F
+ https://example.com/first/%2F
+ https://example.com/first/%2f%2f
+ https://example.com/first/%5C
+ https://example.com/first/%252e%252e%252f
+ https://example.com/first/a|b
+ https://example.com/first/[a]{b}(c)!@+?(d)
+ https://example.com/first/*
+ https://example.com/first/**
+ https://example.com/first/%2A
+ https://user:pass@example.com/first/x
+ https://@example.com/first/x
+ https://evil.test@example.com/first/x
+ https:example.com/first/x
+ https:/example.com/first/x
+ https:///example.com/first/x
+ https:\\example.com\first\x
+ HtTpS://ExAmPlE.CoM/first/x
+ https://ex%61mple.com/first/x
+ https://example%2Ecom/first/x
+ https://example.com/%66%69%72%73%74/x
+ https://example.com/second/%2e%2E/first/x
+ https://example.com/second/../first/x
+ https://example.com/./first/./x
+ https://example.com/first/a/../b
- https://example.com/first
- https://example.com/first?x
- https://example.com/first#x
- https://example.com/firs
- https://example.com/First/
- https://example.com/FIRST/x
- https://example.com/first%2F
- https://example.com/first%2Fx
- https://example.com/first%5Cx
- https://example.com/%2Ffirst/x
- https://example.com//first/x
- https://example.com/first;/x
- https://example.com/first%3F/x
- https://example.com/first%20/x
- https://example.com/ first/x
- https://example.com/first/..
- https://example.com/first/../
- https://example.com/first/%2e%2e
- https://example.com/first/.%2E/second
- https://example.com/first/..%2f
- https://example.com/first/..%2F
- https://example.com/first/%2E%2E%2F
- https://example.com/first/%2e%2e%5csecond
- https://example.com/first/x%2F..%2Fy
- https://example.com/first/x%2f.%2fy
- https://example.com/first/..;
- https://example.com/first/..;x=y
- https://example.com/first/.;
- https://example.com/first/..%3b/second
- https://example.com/first/x%5C..
- https://example.com/first/%2F..
- https://example.com/first/a/..;/..;/second
- https://example.com./first/x
- https://example.com../first/x
- https://.example.com/first/x
- https://www..example.com/first/x
- https://www.www.example.com/first/x
- https://ww.example.com/first/x
- https://wwww.example.com/first/x
- https://a.example.com/first/x
- https://xample.com/first/x
- https://notexample.com/first/x
- https://example.com.evil.test/first/x
- https://example.com%2eevil.test/first/x
- https://example.com@evil.test/first/x
- https://example.com:@evil.test/first/x
- https://example.com%40evil.test/first/x
- https://evil.test/example.com/first/x
- https://evil.test/https://example.com/first/x
- https://evil.test\@example.com/first/x
- https://evil.test#@example.com/first/x
- https://evil.test?@example.com/first/x
- https://example.com:8443/first/x
- https://example.com:80/first/x
- https://example.com:0/first/x
- https://example.com:99999/first/x
- https://example.co/first/x
- https://example.comm/first/x
- https://examp1e.com/first/x
- https://exаmple.com/first/x
- https://xn--exmple-4nf.com/first/x
- https://example.com%00/first/x
- http://example.com/first/x
- http://example.com:443/first/x
- ftp://example.com/first/x
- ws://example.com/first/x
- wss://example.com/first/x
- blob:https://example.com/first/x
- view-source:https://example.com/first/x
- filesystem:https://example.com/first/x
- data:text/html,https://example.com/first/x
- javascript:'https://example.com/first/x'
- file://example.com/first/x
- chrome://example.com/first/x
- about:blank
- about:srcdoc
- //example.com/first/x
- example.com/first/x
- /first/x

https://*.example.com/*
+ https://example.com
+ https://www.example.com/
+ https://www.www.example.com/
+ https://a.b.c.d.example.com/x
+ https://xn--bcher-kva.example.com/
+ https://-.example.com/
+ https://_dmarc.example.com/
- https://notexample.com/
- https://a.example.com.evil.test/
- https://a.example.com./
- https://a..example.com/
- https://..example.com/
- https://example.com:8443/
- https://com/
- https://*.evil.test/

https://sub.example.com/*
+ https://www.sub.example.com/
- https://example.com/
- https://a.sub.example.com/
- https://sub.www.example.com/

https://example.com
+ https://example.com/
+ https://www.example.com?x=1
+ https://example.com/?
+ https://example.com/#x
+ https://example.com/x/..
- https://example.com/x
- https://example.com//
- https://example.com/%2F
- https://example.com/index.html

https://example.com/?
!

https://example.com/p?a=1
+ https://example.com/p?a=1
+ https://www.example.com/p?a=1#x
- https://example.com/p
- https://example.com/p?
- https://example.com/p?a=1&
- https://example.com/p?a=2
- https://example.com/p?A=1
- https://example.com/p?a=%31
- https://example.com/p/?a=1
- https://example.com/p%3Fa=1

https://example.com/p
+ https://example.com/p?a=1&b=*
+ https://example.com/%70
+ https://example.com/x/../p
- https://example.com/P
- https://example.com/p/
- https://example.com/p;x
- https://example.com/p%00
- https://example.com/p%20

https://example.com/orders/*/print
+ https://example.com/orders/1/print
+ https://example.com/orders/a%2Fb/print?x
+ https://example.com/orders/%20/print
+ https://example.com/orders/;/print
+ https://example.com/orders/*/print
- https://example.com/orders//print
- https://example.com/orders/print
- https://example.com/orders/1/2/print
- https://example.com/orders/1/print/
- https://example.com/orders/../print
- https://example.com/orders/%2e%2e/print
- https://example.com/orders/..;/print
- https://example.com/orders/..%2F/print
- https://example.com/orders/1%2Fprint

https://example.com/*/x/*
+ https://example.com/a/x/
+ https://example.com/a/x/b/c?d
- https://example.com//x/
- https://example.com/a/x
- https://example.com/a/b/x/

https://example.com/a%2fb/*
+ https://example.com/a%2Fb/c
+ https://example.com/a%2fb/c
- https://example.com/a/b/c

https://example.com/a%5bb%5D/%7e
+ https://example.com/a%5Bb%5d/~
- https://example.com/a[b]/~

https://example.com/%41%2d%5f%2E%7E
+ https://example.com/A-_.~
- https://example.com/a-_.~

https://example.com/a?(b)
+ https://example.com/a?(b)
- https://example.com/ab
- https://example.com/a

https://example.com/[a-z]/{b,c}/+(d)/!e/@(f|g)/*
+ https://example.com/[a-z]/{b,c}/+(d)/!e/@(f|g)/h
- https://example.com/a/b/d/x/f/h
- https://example.com/z/c/dd/x/g/h

https://bücher.example/*
+ https://xn--bcher-kva.example/
+ https://BÜCHER.example/x
+ https://www.bücher.example/
- https://bucher.example/
- https://buecher.example/

https://xn--bcher-kva.example/*
+ https://bücher.example/

https://[::1]:8443/*
+ https://[0:0:0:0:0:0:0:1]:8443/
+ https://[::0001]:8443/x
- https://[::1]/
- https://[::2]:8443/

https://[2001:db8::a]/*
+ https://[2001:DB8:0:0::A]/
- https://[2001:db8::b]/

https://127.0.0.1/*
+ https://127.1/
+ https://0x7f000001/
+ https://2130706433/
- https://127.0.0.2/
- https://localhost/

https://example.com:443/*
+ https://example.com/
+ https://example.com:443/
- https://example.com:444/

https://example.com:0443/*
+ https://example.com/

https://localhost:3000/*
+ https://localhost:3000/
- https://localhost/
- http://localhost:3000/
`;

interface Group {
  readonly rule: string;
  readonly pages: readonly (readonly [allowed: boolean, url: string])[];
  readonly refused: boolean;
}

const GROUPS: readonly Group[] = PAIRS.trim()
  .split(/\n\n+/)
  .map((group) => {
    const [rule = '', ...lines] = group.split('\n');
    const pages = lines.filter((line) => line !== '!').map((line) => [line.startsWith('+'), line.slice(2)] as const);
    return { rule, pages, refused: lines.includes('!') };
  });

for (const { rule, pages, refused } of GROUPS) {
  test(refused ? `${rule} is no rule` : `${rule} means what it says, of ${pages.length} pages`, () => {
    expect(parseAllowedSite(rule).ok).toBe(!refused);
    if (refused) return;
    const sites = new AllowedSites([rule]);
    expect(pages.map(([, url]) => `${sites.check(url).allowed ? '+' : '-'} ${url}`)).toEqual(pages.map(([allowed, url]) => `${allowed ? '+' : '-'} ${url}`));
  });
}

test('tabs, line ends and blanks in an address are left out or escaped, as browsers do', () => {
  const sites = new AllowedSites(['https://example.com/first/*']);
  for (const url of ['ht\ttps://exam\nple.com/fi\rrst/x', ' \u0001https://example.com/first/x \n', 'https://example.com/first/\u00A0']) expect(sites.check(url).allowed, url).toBe(true);
  for (const url of ['https://example.com/first/.\t.', 'https://example.com/first/.\n./x', 'https://exam ple.com/first/', 'https://example.com\u3000/first/', 'https://example.com/first/.\t.%2F', '\u00A0https://example.com/first/x']) expect(sites.check(url).allowed, url).toBe(false);
});
