// How long a text is by each network's own rule: the same as wagtail_sop/social/counting, for the composer.
// Rules, names and patterns are those of the Python modules, which give the reasons; one table of cases tests both.

const LINK_LENGTH = 23;
const LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]];

// Python's \w
const WORD = "\\p{L}\\p{N}_";
const LATIN = "À-ÖØ-öø-ɏḀ-ỿ";
const ALNUM = `A-Za-z0-9${LATIN}`;

const HOST = new RegExp(
  "(?<![A-Za-z0-9@＠$#＃\\u202A-\\u202E])" +
    `(?:(?<scheme>https?://)(?<host>[${WORD}\\-]+(?:\\.[${WORD}\\-]+)+)` +
    `|(?<![\\-_.\\/${LATIN}])(?<bare>[${ALNUM}][${ALNUM}_\\-]*(?:\\.[${ALNUM}_\\-]+)+))`,
  "giu",
);
const NOT_AFTER_HOST = /^[0-9A-Za-z@+\-]/;
const PUNYCODE = /^xn--[a-z0-9\-]+$/;

const IN_PATH = `[${ALNUM}Ѐ-ӿ_!*';:=+,.$\\/%#\\[\\]~@|&\\-]`;
const ENDS_PATH = `[${ALNUM}Ѐ-ӿ_=#\\/+\\-]`;
const IN_PARENTHESES = `\\((?:${IN_PATH}+|${IN_PATH}*\\(${IN_PATH}+\\)${IN_PATH}*)\\)`;
const TAIL = new RegExp(
  "(?::[0-9]+)?" +
    `(?:\\/(?:(?:${IN_PATH}|${IN_PARENTHESES})*(?:${ENDS_PATH}|${IN_PARENTHESES}))?)?` +
    "(?:\\?[A-Za-z0-9!?*'@();:&=+$\\/%#\\[\\]_.,~|\\-]*[A-Za-z0-9_&=#\\/\\-])?",
  "uy",
);

const HASHTAG = new RegExp(`(?<![${WORD}&/#＃])[#＃](?=[${WORD}]*\\p{L})[${WORD}·]+`, "gu");
const MENTION = new RegExp(
  `(?<![${WORD}@＠/.])[@＠][A-Za-z0-9_]+(?:@[A-Za-z0-9.\\-]*[A-Za-z0-9])?`,
  "gu",
);
const REMOTE_MENTION = new RegExp(
  `(?<![${WORD}@＠/])(@[A-Za-z0-9_]+(?:[A-Za-z0-9_.\\-]*[A-Za-z0-9_])?)@[${WORD}.\\-]*[${WORD}]`,
  "gu",
);

const SKIN_TONES = "\\u{1F3FB}-\\u{1F3FF}";
const REGIONAL = "\\u{1F1E6}-\\u{1F1FF}";
const ONE_EMOJI =
  `(?:[©®™♟]\\uFE0F|\\p{Emoji_Modifier_Base}[${SKIN_TONES}]` +
  `|(?![©®™♟])[\\p{Extended_Pictographic}${SKIN_TONES}](?:\\uFE0F|(?!\\uFE0E)))`;
const EMOJI = new RegExp(
  "[0-9#*]\\uFE0F?\\u20E3" +
    `|[${REGIONAL}]{2}` +
    "|\\u{1F3F4}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]+\\u{E007F}" +
    `|${ONE_EMOJI}(?:\\u200D${ONE_EMOJI})*`,
  "gu",
);
const PICTOGRAPH = /^\p{Extended_Pictographic}/u;
const ONE_REGIONAL = new RegExp(`^[${REGIONAL}]$`, "u");
const CONTINUES = new RegExp(
  `^[\\p{M}\\u200C\\u200D\\uFF9E\\uFF9F${SKIN_TONES}\\u{E0020}-\\u{E007F}]`,
  "u",
);
const ALONE = /^[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Length of the text by the rule "x_weighted", "characters" or "mastodon". */
export function count(text, rule) {
  if (!Object.hasOwn(RULES, rule)) {
    throw new RangeError(`There is no rule of counting “${rule}”. Known rules: ${Object.keys(RULES).join(", ")}.`);
  }
  return RULES[rule](normalised(text));
}

export function links(text) {
  return findLinks(text).map(([start, end]) => text.slice(start, end));
}

export function hashtags(text) {
  return split(text, findLinks(text)).flatMap((piece) => piece.match(HASHTAG) ?? []);
}

export function mentions(text) {
  return split(text, findLinks(text)).flatMap((piece) => piece.match(MENTION) ?? []);
}

function normalised(text) {
  return text.replaceAll("\r\n", "\n").normalize("NFC");
}

const RULES = {
  x_weighted: countAsX,
  characters: (text) => [...text].length,
  mastodon: countAsMastodon,
};

function countAsX(text) {
  const spans = findLinks(text);
  return LINK_LENGTH * spans.length + sum(split(text, spans).map(weightOf));
}

function weightOf(text) {
  const emoji = text.match(EMOJI) ?? [];
  const plain = [...text.replace(EMOJI, "")];
  return 2 * emoji.length + sum(plain.map((character) => (isLight(character.codePointAt(0)) ? 1 : 2)));
}

function isLight(code) {
  return LIGHT.some(([first, last]) => first <= code && code <= last);
}

function countAsMastodon(text) {
  const spans = findLinks(text, { bare: false });
  const pieces = split(text, spans).map((piece) => piece.replace(REMOTE_MENTION, "$1"));
  return LINK_LENGTH * spans.length + sum(pieces.map(countClusters));
}

function split(text, spans) {
  const starts = [0, ...spans.map(([, end]) => end)];
  const ends = [...spans.map(([start]) => start), text.length];
  return starts.map((start, index) => text.slice(start, ends[index]));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function findLinks(text, { bare = true } = {}) {
  const found = [];
  HOST.lastIndex = 0;
  let match;
  while ((match = HOST.exec(text))) {
    const end = bare || match.groups.scheme ? endOfLink(text, match) : null;
    if (end) {
      found.push([match.index, end]);
      HOST.lastIndex = end;
    }
  }
  return found;
}

function endOfLink(text, match) {
  const host = match.groups.host ?? match.groups.bare;
  const end = match.index + match[0].length;
  const length = lengthOfDomain(host, text.slice(end, end + 1));
  if (!length) return null;
  if (length < host.length) return end - host.length + length;
  TAIL.lastIndex = end;
  return end + TAIL.exec(text)[0].length;
}

function lengthOfDomain(host, following) {
  const labels = host.split(".");
  const unsound = labels.findIndex((label) => !isLabel(label));
  const sound = unsound < 0 ? labels.length : unsound;
  for (let last = Math.min(sound, labels.length - 1); last > 0; last -= 1) {
    const isWhole = last === labels.length - 1;
    if (isDomain(labels[last - 1], labels[last]) && !(isWhole && NOT_AFTER_HOST.test(following))) {
      return labels.slice(0, last + 1).join(".").length;
    }
  }
  return 0;
}

function isDomain(name, ending) {
  const lower = ending.toLowerCase();
  return !name.includes("_") && (TOP_LEVEL_DOMAINS.has(lower) || PUNYCODE.test(lower));
}

function isLabel(label) {
  const length = [...label].length;
  return length > 0 && length <= 63 && !/^[\-_]|[\-_]$/.test(label);
}

function countClusters(text) {
  let total = 0;
  let cluster = "";
  for (const character of text) {
    if (cluster && belongsTo(cluster, character)) {
      cluster += character;
    } else {
      cluster = character;
      total += 1;
    }
  }
  return total;
}

function belongsTo(cluster, character) {
  if (cluster === "\r") return character === "\n";
  if (ALONE.test(cluster)) return false;
  if (CONTINUES.test(character)) return true;
  if (ONE_REGIONAL.test(cluster)) return ONE_REGIONAL.test(character);
  return cluster.endsWith("\u200D") && PICTOGRAPH.test(cluster) && PICTOGRAPH.test(character);
}

// The endings that a domain can have: IANA's list of 17 November 2026.
export const TOP_LEVEL_DOMAINS = new Set(
  `
aaa aarp abb abbott abbvie abc able abogado abudhabi ac academy accenture accountant accountants aco actor
ad ads adult ae aeg aero aetna af afl africa ag agakhan agency ai aig airbus airforce airtel akdn al alibaba
alipay allfinanz allstate ally alsace alstom am amazon americanexpress americanfamily amex amfam amica
amsterdam analytics android anquan anz ao aol apartments app apple aq aquarelle ar arab aramco archi army
arpa art arte as asda asia associates at athleta attorney au auction audi audible audio auspost author auto
autos aw aws ax axa az azure ba baby baidu banamex band bank bar barcelona barclaycard barclays barefoot
bargains baseball basketball bauhaus bayern bb bbc bbt bbva bcg bcn bd be beats beauty beer berlin best
bestbuy bet bf bg bh bharti bi bible bid bike bing bingo bio biz bj black blackfriday blockbuster blog
bloomberg blue bm bms bmw bn bnpparibas bo boats boehringer bofa bom bond boo book booking bosch bostik
boston bot boutique box br bradesco bridgestone broadway broker brother brussels bs bt build builders
business buy buzz bv bw by bz bzh ca cab cafe cal call calvinklein cam camera camp canon capetown capital
capitalone car caravan cards care career careers cars casa case cash casino cat catering catholic cba cbn
cbre cc cd center ceo cern cf cfa cfd cg ch chanel channel charity chase chat cheap chintai christmas chrome
church ci cipriani circle cisco citadel citi citic city ck cl claims cleaning click clinic clinique clothing
cloud club clubmed cm cn co coach codes coffee college cologne com commbank community company compare
computer comsec condos construction consulting contact contractors cooking cool coop corsica country coupon
coupons courses cpa cr credit creditcard creditunion cricket crown crs cruise cruises cu cuisinella cv cw cx
cy cymru cyou cz dad dance data date dating datsun day dclk dds de deal dealer deals degree delivery dell
deloitte delta democrat dental dentist desi design dev dhl diamonds diet digital direct directory discount
discover dish diy dj dk dm dnp do docs doctor dog domains dot download drive dtv dubai dupont durban dvag
dvr dz earth eat ec eco edeka edu education ee eg email emerck energy engineer engineering enterprises epson
equipment er ericsson erni es esq estate et eu eurovision eus events exchange expert exposed express
extraspace fage fail fairwinds faith family fan fans farm farmers fashion fast fedex feedback ferrari
ferrero fi fidelity fido film final finance financial fire firestone firmdale fish fishing fit fitness fj fk
flickr flights flir florist flowers fly fm fo foo food football ford forex forsale forum foundation fox fr
free fresenius frl frogans frontier ftr fujitsu fun fund furniture futbol fyi ga gal gallery gallo gallup
game games gap garden gay gb gbiz gd gdn ge gea gent genting george gf gg ggee gh gi gift gifts gives giving
gl glass gle global globo gm gmail gmbh gmo gmx gn godaddy gold goldpoint golf goodyear goog google gop got
gov gp gq gr grainger graphics gratis green gripe grocery group gs gt gu gucci guge guide guitars guru gw gy
hair hamburg hangout haus hbo hdfc hdfcbank health healthcare help here hermes hiphop hisamitsu hitachi hiv
hk hkt hm hn hockey holdings holiday homedepot homegoods homes homesense honda horse hospital host hosting
hot hotels hotmail house how hr hsbc ht hu hughes hyatt hyundai ibm icbc ice icu id ie ieee ifm ikano il im
imamat imdb immo immobilien in inc industries infiniti info ing ink institute insurance insure int
international intuit investments io ipiranga iq ir irish is ismaili ist istanbul it itau itv jaguar java jcb
je jeep jetzt jewelry jio jll jm jmp jnj jo jobs joburg jot joy jp jpmorgan jprs juegos kaufen kddi ke
kerryhotels kerryproperties kfh kg kh ki kia kids kim kindle kitchen kiwi km kn koeln komatsu kosher kp kpmg
kpn kr krd kred kuokgroup kw ky kyoto kz la lacaixa lamborghini lamer land landrover lanxess lasalle lat
latino latrobe law lawyer lb lc lds lease leclerc lefrak legal lego lexus lgbt li lidl life lifeinsurance
lifestyle lighting like lilly limited limo lincoln link live living lk llc llp loan loans locker locus lol
london lotte lotto love lpl lplfinancial lr ls lt ltd ltda lu lundbeck luxe luxury lv ly ma madrid maif
maison makeup man management mango map market marketing markets marriott marshalls mattel mba mc mckinsey md
me med media meet melbourne meme memorial men menu merck merckmsd mg mh miami microsoft mil mini mint mit
mitsubishi mk ml mlb mls mm mma mn mo mobi mobile moda moe moi mom monash money monster mormon mortgage
moscow moto motorcycles mov movie mp mq mr ms msd mt mtn mtr mu museum music mv mw mx my mz na nab nagoya
name navy nba nc ne nec net netbank netflix network neustar new news next nextdirect nexus nf nfl ng ngo nhk
ni nico nike nikon ninja nissan nissay nl no nokia norton now nowruz nowtv np nr nra nrw ntt nu nyc nz obi
observer office okinawa olayan olayangroup ollo om omega one ong onl online ooo open oracle orange org
organic origins osaka otsuka ott ovh pa page panasonic paris pars partners parts party pay pccw pe pet pf
pfizer pg ph pharmacy phd philips phone photo photography photos physio pics pictet pictures pid pin ping
pink pioneer pizza pk pl place play playstation plumbing plus pm pn pnc pohl poker politie porn post pr
praxi press prime pro prod productions prof progressive promo properties property protection pru prudential
ps pt pub pw pwc py qa qpon quebec quest racing radio re read realestate realtor realty recipes red
redumbrella rehab reise reisen reit reliance ren rent rentals repair report republican rest restaurant
review reviews rexroth rich richardli ricoh ril rio rip ro rocks rodeo rogers room rs rsvp ru rugby ruhr run
rw rwe ryukyu sa saarland safe safety sakura sale salon samsclub samsung sandvik sandvikcoromant sanofi sap
sarl sas save saxo sb sbi sbs sc scb schaeffler schmidt scholarships school schule schwarz science scot sd
se search seat secure security seek select sener services seven sew sex sexy sfr sg sh shangrila sharp shell
shia shiksha shoes shop shopping shouji show si silk sina singles site sj sk ski skin sky skype sl sling sm
smart smile sn sncf so soccer social softbank software sohu solar solutions song sony soy spa space sport
spot sr srl ss st stada staples star statebank statefarm stc stcgroup stockholm storage store stream studio
study style su sucks supplies supply support surf surgery suzuki sv swatch swiss sx sy sydney systems sz tab
taipei talk taobao target tatamotors tatar tattoo tax taxi tc tci td tdk team tech technology tel temasek
tennis teva tf tg th thd theater theatre tiaa tickets tienda tips tires tirol tj tjmaxx tjx tk tkmaxx tl tm
tmall tn to today tokyo tools top toray toshiba total tours town toyota toys tr trade trading training
travel travelers travelersinsurance trust trv tt tube tui tunes tushu tv tvs tw tz ua ubank ubs ug uk unicom
university uno uol ups us uy uz va vacations vana vanguard vc ve vegas ventures verisign versicherung vet vg
vi viajes video vig viking villas vin vip virgin visa vision viva vivo vlaanderen vn vodka volvo vote voting
voto voyage vu wales walmart walter wang wanggou watch watches weather weatherchannel web webcam weber
website wed wedding weibo weir wf whoswho wien wiki williamhill win windows wine winners wme woodside work
works world wow ws wtc wtf xbox xerox xihuan xin xxx xyz yachts yahoo yamaxun yandex ye yodobashi yoga
yokohama you youtube yt yun za zappos zara zero zip zm zone zuerich zw
`
    .trim()
    .split(/\s+/),
);
