import { expect, test } from '@playwright/test';
import { mayBeOtherScript } from '../../../src/address-bar/read/exact/other-script.js';

const forgeable = [
  'cop.ru', 'shop.ru/first/', 'www.shop.ru', 'https://pay.by/', 'shop24.kz', 'epic.su:8443/x', 'space.uz', 'sic.bg', 'shop.com.ua', 'shop.kyiv.ua', 'a.b.shop.msk.ru',
  'ouv.gr', 'hon.am', 'sun.co.th', 'g2.com', 'anything.pyc',
];
for (const shown of forgeable) test(`${shown} can be written in another script`, () => expect(mayBeOtherScript(shown)).toBe(true));

const ordinary = [
  'shop.com', 'shop.me', 'cop.rs', 'peace.md', 'shop.mk', 'example.ru', 'bank.ru/shop', 'shop.bank.ru', 'shop.yandex.ru', 'mail.ru', 'rbc.ru', 'kyiv.ua', 'news.th', 'kathimerini.gr',
  'gg.example.com', 'google.com', 'shop.org', 'xn--n1aeb.ru', '127.0.0.1', 'localhost', '[::1]',
];
for (const shown of ordinary) test(`${shown} is itself`, () => expect(mayBeOtherScript(shown)).toBe(false));
