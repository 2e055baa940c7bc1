/**
 * Where Chromium shows undecoded letters of another script that have exactly the same pixels as Latin
 * ones. For example, `cop.ru` may be the Latin host or one of three Cyrillic letters (`xn--n1aeb.ru`).
 * Under other endings, Chromium shows such a host as `xn--…`. The endings and letters were found by
 * asking Chromium 156 for every script, every country's ending and every letter that a font here draws
 * like a Latin one (`npm run matrix -- confusables`).
 */
const twins: readonly { readonly endings: readonly string[]; readonly letters: RegExp }[] = [
  // Cyrillic. Current Chromium shows no look-alikes of d, q and w, but earlier versions did.
  { endings: ['bg', 'by', 'kz', 'ru', 'su', 'ua', 'uz'], letters: /^[acdehijlopqswxy0-9-]+$/ },
  { endings: ['gr'], letters: /^[ouv0-9-]+$/ },
  { endings: ['am'], letters: /^[ghjnoqu0-9-]+$/ },
  { endings: ['th'], letters: /^[ansu0-9-]+$/ },
];

/** The Armenian letter `ց`, which Chromium shows under every ending. */
const everywhere = /^[g0-9-]+$/;

/** This is how the Cyrillic ending `рус` is shown. Any host may be registered under it. */
const cyrillicEnding = 'pyc';

/** Longest label that may be part of an ending with two labels, as in `com.ua`. */
const longestSecondEnding = 3;

/** Longer labels that are part of an ending with two labels, under which anyone can register. */
const secondEndings: Readonly<Record<string, readonly string[]>> = {
  ua: (
    'cherkassy cherkasy chernigov chernihiv chernivtsi chernovtsy crimea dnepropetrovsk dnipropetrovsk donetsk ivano-frankivsk kharkiv kharkov kherson ' +
    'khmelnitskiy khmelnytskyi kiev kirovograd kropyvnytskyi kyiv luhansk lugansk lviv mykolaiv nikolaev odesa odessa poltava rivne rovno sebastopol ' +
    'sevastopol sumy ternopil uzhgorod uzhhorod vinnica vinnytsia volyn yalta zakarpattia zaporizhzhe zaporizhzhia zhitomir zhytomyr'
  ).split(' '),
  ru: 'adygeya bashkiria dagestan grozny kalmykia kustanai marine mordovia mytis nalchik pyatigorsk vladikavkaz vladimir'.split(' '),
  su: (
    'abkhazia adygeya aktyubinsk arkhangelsk armenia ashgabad azerbaijan balashov bashkiria bryansk bukhara chimkent dagestan east-kazakhstan exnet georgia ' +
    'grozny ivanovo jambyl kalmykia kaluga karacol karaganda karelia khakassia krasnodar kurgan kustanai lenug mangyshlak mordovia murmansk nalchik navoi ' +
    'north-kazakhstan obninsk penza pokrovsk sochi tashkent termez togliatti troitsk tselinograd tula tuva vladikavkaz vladimir vologda'
  ).split(' '),
};

/** Whether the host of a shown address could be written in another script with exactly the same pixels. */
export function mayBeOtherScript(shown: string): boolean {
  const host = /^(?:[a-z]+:\/\/)?([^/?#:]*)/.exec(shown)?.[1] ?? '';
  const [ending = '', second = '', third = ''] = host.toLowerCase().split('.').reverse();
  if (ending === cyrillicEnding) return true;
  const letters = [everywhere, ...twins.filter(({ endings }) => endings.includes(ending)).map((twin) => twin.letters)];
  const forgeable = (label: string): boolean => /[a-z]/.test(label) && letters.some((some) => some.test(label));
  const isSecondEnding = second.length <= longestSecondEnding || (Object.hasOwn(secondEndings, ending) && secondEndings[ending]?.includes(second) === true);
  return forgeable(second) || (isSecondEnding && forgeable(third));
}
