/** Hosts as people have them, most of them well known, among them many under the endings where look-alikes are shown undecoded. */
export const ordinaryHosts: readonly string[] = (
  'google.com youtube.com facebook.com instagram.com wikipedia.org en.wikipedia.org amazon.com amazon.co.uk amazon.de reddit.com linkedin.com netflix.com office.com live.com bing.com ' +
  'microsoft.com login.microsoftonline.com apple.com support.apple.com adobe.com github.com gist.github.com gitlab.com stackoverflow.com mozilla.org developer.mozilla.org w3.org ietf.org ' +
  'cloudflare.com dash.cloudflare.com paypal.com stripe.com dashboard.stripe.com shopify.com admin.shopify.com ebay.com ebay.co.uk etsy.com booking.com airbnb.com expedia.com tripadvisor.com ' +
  'zoom.us slack.com app.slack.com trello.com atlassian.com id.atlassian.com notion.so figma.com canva.com dropbox.com box.com drive.google.com docs.google.com mail.google.com calendar.google.com ' +
  'salesforce.com login.salesforce.com hubspot.com app.hubspot.com zendesk.com example.zendesk.com intercom.com freshdesk.com servicenow.com workday.com sap.com oracle.com ibm.com cisco.com intel.com ' +
  'nytimes.com washingtonpost.com theguardian.com bbc.co.uk bbc.com cnn.com reuters.com bloomberg.com ft.com economist.com wsj.com forbes.com spiegel.de zeit.de faz.net sueddeutsche.de tagesschau.de ' +
  'lemonde.fr lefigaro.fr liberation.fr elpais.com elmundo.es corriere.it repubblica.it publico.pt asahi.com yomiuri.co.jp nikkei.com yahoo.co.jp rakuten.co.jp line.me naver.com daum.net kakao.com ' +
  'baidu.com qq.com taobao.com tmall.com jd.com weibo.com bilibili.com zhihu.com alibaba.com aliexpress.com flipkart.com irctc.co.in sbi.co.in hdfcbank.com icicibank.com timesofindia.indiatimes.com ' +
  'bankofamerica.com chase.com wellsfargo.com citi.com capitalone.com americanexpress.com hsbc.co.uk barclays.co.uk lloydsbank.com natwest.com santander.co.uk revolut.com wise.com n26.com ing.nl abnamro.nl ' +
  'rabobank.nl deutsche-bank.de commerzbank.de sparkasse.de dkb.de bnpparibas.fr credit-agricole.fr bbva.es caixabank.es unicredit.it intesasanpaolo.com nordea.com danskebank.dk seb.se swedbank.se dnb.no ' +
  'allianz.de axa.com zurich.com generali.it aetna.com cigna.com humana.com anthem.com geico.com progressive.com statefarm.com allstate.com metlife.com prudential.com aviva.co.uk admiral.com ' +
  'gov.uk irs.gov usps.com ups.com fedex.com dhl.de dpd.co.uk royalmail.com laposte.fr bund.de service.gov.uk europa.eu ec.europa.eu admin.ch bundesregierung.de impots.gouv.fr agenziaentrate.gov.it ' +
  'lufthansa.com britishairways.com klm.nl airfrance.fr ryanair.com easyjet.com delta.com united.com aa.com southwest.com emirates.com qatarairways.com singaporeair.com bahn.de sncf-connect.com trenitalia.com ' +
  'ikea.com otto.de zalando.de mediamarkt.de saturn.de lidl.de aldi.com tesco.com sainsburys.co.uk walmart.com target.com costco.com bestbuy.com homedepot.com lowes.com macys.com nike.com adidas.de hm.com zara.com ' +
  't-mobile.com verizon.com att.com vodafone.de telekom.de o2online.de orange.fr sfr.fr free.fr telefonica.es movistar.es tim.it bt.com sky.com virginmedia.com comcast.com spectrum.net ' +
  'mail.ru vk.com yandex.ru ya.ru rbc.ru lenta.ru gazeta.ru kommersant.ru sberbank.ru tinkoff.ru vtb.ru gosuslugi.ru mos.ru nalog.gov.ru wildberries.ru ozon.ru avito.ru hh.ru rambler.ru kp.ru tass.ru ' +
  'habr.ru mts.ru beeline.ru megafon.ru rostelecom.ru aeroflot.ru rzd.ru dns-shop.ru mvideo.ru eldorado.ru citilink.ru drom.ru auto.ru cian.ru kinopoisk.ru shop.yandex.ru ' +
  'ukr.net pravda.com.ua unian.ua privatbank.ua monobank.ua rozetka.com.ua olx.ua diia.gov.ua kyivstar.ua nbu.gov.ua bank.gov.ua tsn.ua korrespondent.net prom.ua novaposhta.ua ' +
  'tut.by onliner.by belta.by mtbank.by belarusbank.by kaspi.kz nur.kz tengrinews.kz egov.kz halykbank.kz kolesa.kz krisha.kz gov.uz kun.uz click.uz uzum.uz dir.bg abv.bg mobile.bg nova.bg vesti.bg dnevnik.bg ' +
  'in.gr kathimerini.gr skroutz.gr nbg.gr alphabank.gr eurobank.gr piraeusbank.gr ert.gr gov.gr news.am tert.am armenpress.am ameriabank.am bog.ge tbcbank.ge ' +
  'kasikornbank.com scb.co.th bangkokbank.com pantip.com thairath.co.th sanook.com kapook.com lazada.co.th shopee.co.th chula.ac.th moph.go.th haaretz.co.il ynet.co.il leumi.co.il bankhapoalim.co.il gov.il ' +
  'pay.me about.me twitch.tv discord.gg bit.ly goo.gl youtu.be t.me wa.me x.com t.co fb.com ok.ru shop.me moj.gov.rs rts.rs blic.rs vecer.mk point.md maib.md gov.me ' +
  'portal.example.com intranet.example.org app.customer-service.example support-desk.example.net hr.example.co.uk kb.internal.example localhost.example my-company.example crm.example.io billing.example.app'
).split(' ');
