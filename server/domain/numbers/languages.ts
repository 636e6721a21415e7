/** What a unit multiplies by. */
export const FACTORS = {
  ten: 10,
  dozen: 12,
  score: 20,
  hundred: 100,
  thousand: 1000,
  tenThousand: 10_000,
  lakh: 100_000,
  million: 1_000_000,
  crore: 10_000_000,
  billion: 1_000_000_000,
} as const;

type UnitWords = Readonly<Partial<Record<keyof typeof FACTORS, string>>>;

/** How a language writes large numbers. */
export interface NumberLanguage {
  /**
   * The words for each factor, separated by spaces. “*” stands for an ending of up to three letters, “**” for any rest of the
   * word. Abbreviations are without their full stop.
   */
  readonly units: UnitWords;
  /** Abbreviations that may also mean something else (“5m” is five million or five metres). */
  readonly doubtfulUnits?: UnitWords;
  /** Whether the unit comes before its number: “elfu 12” is 12,000. */
  readonly unitsFirst?: true;
  /** The word between a number and its unit: “20 de mii”. */
  readonly of?: string;
  /** The word between the parts of one number: “2 million and 300 thousand”. */
  readonly and?: string;
  /** Number words that are recognised but not read: “zwölf”, “half”, “both”. Articles that also mean “one” are left out. */
  readonly words: string;
  /** One-letter words that are written together with the next word: “و” in “وخمسة”. */
  readonly prefixes?: string;
  /** Words that make only a number after them an age. */
  readonly agesBefore?: string;
  /** Words that make a number before or after them an age. The words for years, months and measures come from Intl. */
  readonly ages?: string;
  /** Whether a noun's ending may follow a number after a hyphen: “95-ը”. */
  readonly hyphenatedEndings?: true;
}

const SOUTH_ASIAN = { lakh: "lakh* lac lacs", crore: "crore* cr" };

/** By the language subtag of BCP 47. Chinese, Japanese and Korean numerals are read in eastAsian.ts. */
export const NUMBER_LANGUAGES: Readonly<Record<string, NumberLanguage>> = {
  en: {
    units: {
      dozen: "dozen",
      score: "score",
      hundred: "hundred",
      thousand: "thousand k",
      million: "million millions mln mn",
      billion: "billion billions bln bn",
      ...SOUTH_ASIAN,
    },
    doubtfulUnits: { million: "m" },
    and: "and",
    words:
      "half halves quarter* third thirds both pair pairs couple couples trio twin twins triplets single lone dozens scores tens hundreds thousands family families",
    ages: "aged age yo",
  },
  fr: {
    units: {
      ten: "dizaine*",
      dozen: "douzaine*",
      hundred: "cent cents centaine*",
      thousand: "mille millier* k",
      million: "million* mio",
      billion: "milliard* mrd md mds",
    },
    doubtfulUnits: { million: "m" },
    words:
      "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante septante octante nonante quinzaine* vingtaine* trentaine* quarantaine* cinquantaine* soixantaine* demi* moitié* tiers quart couple* plusieurs",
    ages: "ans âgé* age",
  },
  de: {
    units: {
      dozen: "dutzend*",
      hundred: "hundert*",
      thousand: "tausend* tsd",
      million: "million* mio",
      billion: "milliarde* mrd",
    },
    doubtfulUnits: { million: "m" },
    words:
      "beide* zwei** drei** vier** fünf** sechs** sieben** acht achtzehn** achtzig** achtund** neun** zehn** elf elfhundert** zwölf** siebzehn** sechzehn** sechzig** zwanzig** siebzig** einund** einhundert** eintausend** hundert** tausend** dutzend* halb* hälfte drittel viertel anderthalb* eineinhalb* paar",
    ages: "jährig** jahre* alt",
  },
  es: {
    units: {
      ten: "decena*",
      dozen: "docena*",
      hundred: "cien ciento cientos centenar*",
      thousand: "mil miles millar* k",
      million: "millón millon millones mill",
      billion: "millardo*",
    },
    doubtfulUnits: { million: "m" },
    words:
      "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieci** veint** treinta** cuarenta** cincuenta** sesenta** setenta** ochenta** noventa** doscient** trescient** cuatrocient** quinient** seiscient** setecient** ochocient** novecient** medio media mitad tercio* cuarto* ambos ambas pareja* par quincena veintena* treintena*",
    ages: "años edad",
  },
  pt: {
    units: {
      ten: "dezena*",
      dozen: "dúzia*",
      hundred: "cem cento centos centena*",
      thousand: "mil milhar*",
      million: "milhão milhões mi",
      billion: "bilhão bilhões bilião biliões bi",
    },
    doubtfulUnits: { million: "m" },
    words:
      "dois duas três quatro cinco seis sete oito nove dez onze doze treze catorze quatorze quinze dezesseis dezasseis dezessete dezassete dezoito dezenove dezanove vinte** trinta** quarenta** cinquenta** sessenta** setenta** oitenta** noventa** duzent** trezent** quatrocent** quinhent** seiscent** setecent** oitocent** novecent** meio meia metade terço* quarto* ambos ambas casal par",
    ages: "anos idade",
  },
  it: {
    units: {
      ten: "decina decine",
      dozen: "dozzina dozzine",
      hundred: "cento centinaio centinaia",
      thousand: "mille mila migliaio migliaia",
      million: "milione milioni mln",
      billion: "miliardo miliardi mld",
    },
    doubtfulUnits: { million: "m" },
    words:
      "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove vent** trent** quarant** cinquant** sessant** settant** ottant** novant** cento** duecento** trecento** quattrocento** cinquecento** seicento** settecento** ottocento** novecento** duemila** tremila** mezzo mezza metà terzo terzi entramb* coppia ventina trentina quindicina",
    ages: "anni età",
  },
  nl: {
    units: {
      ten: "tiental*",
      dozen: "dozijn*",
      hundred: "honderd*",
      thousand: "duizend*",
      million: "miljoen* mln",
      billion: "miljard* mld",
    },
    doubtfulUnits: { million: "m" },
    words:
      "beide* twee** drie** vier** vijf** zes zestien zestig zeven** acht achttien achtentwintig achten** negen** tien elf twaalf dertien** veertien** dertig** veertig** twintig** tachtig** eenen** honderd** duizend** half halve helft anderhalf anderhalve derde kwart paar tweetal drietal",
    ages: "jaar jarig* jarige*",
  },
  pl: {
    units: {
      ten: "dziesiątk*",
      dozen: "tuzin*",
      hundred: "sto set setki setek setka",
      thousand: "tysiąc* tysięcy tys",
      million: "milion* mln",
      billion: "miliard* mld",
    },
    words:
      "oba obie obaj obu dwa dwie dwaj dwóch dwoje dwojga dwom dwoma dwana** dwadzieś** dwieście dwustu trzy trzej trzech trzem trzema trzydzie** trzyna** trzysta trzystu troje trojga cztery czterej czterech czter** czworo czworga pięć** pięci** sześć** sześci** szes** siedem** siedmi** osiem** ośmi** dziewięć** dziewięci** dziesięć** dziesięci** jedena** pół** połow* półtora półtorej ćwierć para pary kilka* kilku*",
    ages: "lat latek letni* wieku",
  },
  ru: {
    units: {
      ten: "десятк* десяток",
      dozen: "дюжин*",
      hundred: "сот сотн* сотен сто",
      thousand: "тысяч* тыс",
      million: "миллион* млн",
      billion: "миллиард* млрд",
    },
    words:
      "оба обе обоих два две двое двух двум двумя двоих дване** двена** двад** двести двухсот три трое трёх трех трем тремя троих трина** трид** триста трёхсот трехсот четыр** четвер** пять пяти пятью пятер** пятна** пятьде** пятьс** пятис** пятидесят** шесть** шести** шестер** шестна** семь семи семью семер** семна** семьд** семьс** семидесят** восем** восьм** девят** десять десяти десятер** одинна** сорок* девяно** полтора полторы половин* пол** треть четверт* пара пары",
    ages: "лет летн** года возраст*",
  },
  uk: {
    units: {
      ten: "десятк* десяток",
      dozen: "дюжин*",
      hundred: "сот сотн* сотень сто",
      thousand: "тисяч* тис",
      million: "мільйон* млн",
      billion: "мільярд* млрд",
    },
    words:
      "обидва обидві обидвох обоє два дві двоє двох двом двома двана** двадц** двісті двохсот три троє трьох трьом трьома трина** тридц** триста чотир** четвер** п'ять** п’ять** п'яти** п’яти** п'ятер** шість** шести** шістна** шістд** шестер** сім семи сімох семер** сімна** сімде** вісім** восьми** вісьм** дев'ят** дев’ят** десять десяти десятер** одина** сорок* півтора півтори половин* пів третина чверть пара пари",
    ages: "років роки року річн** віці віком",
  },
  tr: {
    units: {
      ten: "onlarca",
      dozen: "düzine*",
      hundred: "yüz*",
      thousand: "bin bini binin bine binden bin'den",
      million: "milyon* mn mln",
      billion: "milyar* mlr",
    },
    words:
      "iki* üç üçü dört* beş beşi altı altısı yedi yedisi sekiz* dokuz* on onu yirmi* otuz* kırk* elli* altmış* yetmiş* seksen* doksan* yarım yarısı buçuk çeyrek çift ikiz* her_ikisi",
    ages: "yaş yaşında yaşındaki yaşlarında",
  },
  az: {
    units: {
      ten: "onlarla",
      dozen: "düjün*",
      hundred: "yüz* yüzlərlə",
      thousand: "min mini minin minə mindən minlərlə",
      million: "milyon* mln",
      billion: "milyard* mlrd",
    },
    words:
      "iki* üç üçü dörd* beş beşi altı altısı yeddi* səkkiz* doqquz* on onu iyirmi* otuz* qırx* əlli* altmış* yetmiş* səksən* doxsan* yarım yarısı rüb cüt hər_iki",
    ages: "yaş yaşlı yaşında yaşındakı",
    hyphenatedEndings: true,
  },
  hy: {
    units: {
      dozen: "դյուժին*",
      hundred: "հարյուր*",
      thousand: "հազար* հզր",
      million: "միլիոն* մլն",
      billion: "միլիարդ* մլրդ",
    },
    words:
      "երկու* երկուս* երեք* չորս* հինգ* վեց* յոթ* ութ* ինը ինն ինն* տասը տասն** տաս քսան** երեսուն** քառասուն** հիսուն** վաթսուն** յոթանասուն** ութսուն** իննսուն** երկուհարյուր** կես կեսը երկուսն** երրորդ* քառորդ* զույգ",
    ages: "տարեկան* ամյա",
    hyphenatedEndings: true,
  },
  ka: {
    units: {
      ten: "ათეულ*",
      dozen: "დუჟინ*",
      hundred: "ასი ასეულ* ასობით",
      thousand: "ათას* ათასობით ათ",
      million: "მილიონ* მლნ",
      billion: "მილიარდ* მლრდ",
    },
    words:
      "ორი ორმა ორივე სამი სამმა ოთხ** ხუთ** ექვს** შვიდ** რვა რვამ ცხრა ცხრამ ათი ათმა თერთმეტ** თორმეტ** ცამეტ** თოთხმეტ** თხუთმეტ** თექვსმეტ** ჩვიდმეტ** თვრამეტ** ცხრამეტ** ოცი ოცდა** ორმოც** სამოც** ოთხმოც** ასი ას ასორმოც** ორას** სამას** ნახევარ* წყვილ*",
    ages: "წლის წლამდე",
    hyphenatedEndings: true,
  },
  ar: {
    units: {
      ten: "عشرات",
      dozen: "دزينة",
      hundred: "مئة مائة مئات",
      thousand: "ألف ألفا آلاف ألوف",
      million: "مليون مليونا ملايين",
      billion: "مليار مليارا مليارات بليون",
    },
    and: "و",
    words:
      "اثنان اثنين اثنا اثني اثنتان اثنتين اثنتا ثلاثة ثلاث ثلاثة_عشر ثلاثون ثلاثين ثلاثمئة ثلاثمائة أربعة أربع أربعون أربعين أربعمئة خمسة خمس خمسون خمسين خمسمئة خمسمائة ستة ست ستون ستين سبعة سبع سبعون سبعين ثمانية ثماني ثمان ثمانون ثمانين تسعة تسع تسعون تسعين عشرة عشر عشرون عشرين أحد إحدى مئتا مئتان مئتين مائتان مائتين ألفان ألفين ألفا مليونان مليونين كلا كلتا نصف ثلث ربع شخصان شخصين قتيلان قتيلين جنديان جنديين مدنيان مدنيين طفلان طفلين",
    prefixes: "وفبل",
    ages: "عاما عام سنة سنوات أعوام عمره عمرها",
  },
  fa: {
    units: {
      ten: "ده‌ها دهها",
      dozen: "دوجین",
      hundred: "صد صدها",
      thousand: "هزار هزاران",
      million: "میلیون میلیونها",
      billion: "میلیارد",
    },
    and: "و",
    words:
      "دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل پنجاه شصت هفتاد هشتاد نود دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد نیم نیمی نصف هر_دو ثلث ربع",
    ages: "سال ساله سالگی",
  },
  he: {
    units: {
      ten: "עשרות",
      dozen: "תריסר תריסרי",
      hundred: "מאה מאות",
      thousand: "אלף אלפים אלפי",
      million: "מיליון מיליוני מיליונים",
      billion: "מיליארד מיליארדי מיליארדים",
    },
    words:
      "שני שתי שניים שתיים שלושה שלוש ארבעה ארבע חמישה חמש שישה שש שבעה שבע שמונה תשעה תשע עשרה עשר אחד_עשר שנים שתים עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים מאתיים אלפיים חצי וחצי מחצית שליש רבע זוג",
    prefixes: "ובלכהשמ",
    agesBefore: "בן בת בני בנות",
  },
  ur: {
    units: {
      ten: "درجنوں",
      dozen: "درجن",
      hundred: "سو سینکڑوں سیکڑوں سینکڑے",
      thousand: "thousand ہزار ہزاروں",
      lakh: "lakh* lac لاکھ لاکھوں",
      million: "million ملین",
      crore: "crore* کروڑ کروڑوں",
      billion: "ارب بلین",
    },
    and: "اور",
    words:
      "دو تین چار پانچ چھ چھے سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس اکیس بائیس پچیس تیس چالیس پچاس ساٹھ ستر اسی نوے پچانوے نصف آدھا آدھے ڈیڑھ ڈھائی ساڑھے سوا پونے دونوں جوڑا",
    ages: "سال سالہ برس",
  },
  hi: {
    units: {
      dozen: "दर्जन दर्जनों",
      hundred: "सौ सैकड़ों सैकड़े सैकड़ा",
      thousand: "thousand हज़ार हजार हज़ारों हजारों",
      lakh: "lakh* lac लाख लाखों",
      million: "million मिलियन",
      crore: "crore* करोड़ करोड़ों करोड",
      billion: "अरब बिलियन",
    },
    and: "और",
    words:
      "दो तीन चार पाँच पांच छह छः छ सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह पन्द्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस तीस पैंतीस चालीस पैंतालीस पचास पचपन साठ पैंसठ सत्तर पचहत्तर अस्सी पचासी नब्बे पचानवे पंचानवे आधा आधे आधी डेढ़ ढाई साढ़े सवा पौने दोनों तीनों चारों पाँचों जोड़ा",
    ages: "साल वर्ष वर्षीय बरस",
  },
  bn: {
    units: {
      dozen: "ডজন*",
      hundred: "শত শো শ শতাধিক",
      thousand: "thousand হাজার*",
      lakh: "lakh* lac লাখ* লক্ষ*",
      million: "million মিলিয়ন",
      crore: "crore* কোটি*",
      billion: "বিলিয়ন",
    },
    and: "ও",
    words:
      "দুই দুজন দু দুইজন তিন** চার চারজন চারটি পাঁচ** ছয়** সাত সাতজন আট আটজন নয় নয়জন দশ দশজন এগারো** বারো** তেরো** চৌদ্দ** পনেরো** ষোলো** সতেরো** আঠারো** উনিশ** বিশ বিশজন কুড়ি একুশ** বাইশ** তেইশ** চব্বিশ** পঁচিশ** ত্রিশ** চল্লিশ** পঞ্চাশ** ষাট** সত্তর** আশি নব্বই** অর্ধেক আধা দেড় আড়াই সাড়ে সোয়া পৌনে উভয়",
    ages: "বছর বছরের বছরের বয়সী",
  },
  zh: {
    units: {},
    words: "",
    ages: "岁 歲 年 月 日 号 號 天 周 週 时 時 点 點 分 秒 小时 小時 个月 個月 公里 米 度 次 届 屆 架 辆 輛 枚 艘",
  },
  ja: {
    units: {},
    words: "",
    ages: "歳 才 年 月 日 時 分 秒 週 か月 カ月 ヶ月 キロ メートル 度 回 機 台 発 隻",
  },
  ko: {
    units: {},
    words:
      "한 두 둘 세 셋 네 넷 다섯** 여섯** 일곱** 여덟** 아홉** 열 열하나 열한 열두** 열세** 열네** 스무** 스물** 십** 이십** 삼십** 사십** 오십** 육십** 칠십** 팔십** 구십** 백** 이백** 삼백** 사백** 오백** 육백** 칠백** 팔백** 구백** 천** 이천** 삼천** 사천** 오천** 만** 이만** 삼만** 사만** 오만** 수십** 수백** 수천** 수만** 서른** 마흔** 쉰** 예순** 일흔** 여든** 아흔** 절반 반",
    ages: "세 살 년 월 일 시 분 초 주 개월 시간 킬로 미터 차례 대 척 발",
  },
  id: {
    units: {
      ten: "puluh puluhan",
      dozen: "lusin",
      hundred: "ratus ratusan",
      thousand: "ribu ribuan rb",
      million: "juta jutaan jt",
      billion: "miliar miliaran milyar",
    },
    words:
      "dua kedua tiga ketiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas seratus seribu sejuta selusin setengah separuh seperempat pasang keduanya",
    ages: "tahun berusia usia",
  },
  vi: {
    units: {
      ten: "chục mươi",
      dozen: "tá",
      hundred: "trăm",
      thousand: "nghìn ngàn",
      tenThousand: "vạn",
      million: "triệu tr",
      billion: "tỷ tỉ",
    },
    words: "hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi rưỡi nửa cả_hai đôi cặp",
    ages: "tuổi",
  },
  el: {
    units: {
      ten: "δεκάδα δεκάδες",
      dozen: "ντουζίνα ντουζίνες δωδεκάδα δωδεκάδες",
      hundred: "εκατό εκατοντάδα εκατοντάδες",
      thousand: "χίλιοι χίλιες χίλια χιλιάδα χιλιάδες χιλιάδων χιλ",
      million: "εκατομμύριο εκατομμύρια εκατομμυρίων εκατ εκ",
      billion: "δισεκατομμύριο δισεκατομμύρια δισεκατομμυρίων δισ",
    },
    words:
      "δύο δυο τρεις τρία τριών τέσσερις τέσσερα τεσσάρων πέντε έξι επτά εφτά οκτώ οχτώ εννέα εννιά δέκα ένδεκα έντεκα δώδεκα δεκατρ** δεκατέσσερ** δεκαπέντε δεκαέξι δεκαεπτά δεκαεφτά δεκαοκτώ δεκαοχτώ δεκαεννέα δεκαεννιά είκοσι** τριάντα σαράντα πενήντα εξήντα εβδομήντα ογδόντα ενενήντα εκατόν διακόσι** τριακόσι** τετρακόσι** πεντακόσι** εξακόσι** επτακόσι** οκτακόσι** εννιακόσι** μισό μισή μισός ενάμιση ενάμισι μισά τρίτο τέταρτο ζευγάρι",
    ages: "ετών χρονών χρόνων",
  },
  ro: {
    units: {
      ten: "zeci",
      dozen: "duzină duzini",
      hundred: "sută sute",
      thousand: "mie mii",
      million: "milion milioane mil mln",
      billion: "miliard miliarde mld",
    },
    of: "de",
    words:
      "doi două ambii ambele amândoi trei patru cinci șase şase șapte şapte opt nouă zece unsprezece doisprezece douăsprezece treisprezece paisprezece patrusprezece cincisprezece șaisprezece şaisprezece șaptesprezece şaptesprezece optsprezece nouăsprezece douăzeci treizeci patruzeci cincizeci șaizeci şaizeci șaptezeci şaptezeci optzeci nouăzeci jumătate juma treime sfert pereche",
    ages: "ani",
  },
  sw: {
    units: {
      dozen: "dazeni",
      hundred: "mia",
      thousand: "elfu",
      lakh: "laki lakhi",
      million: "milioni",
      billion: "bilioni",
    },
    unitsFirst: true,
    and: "na",
    words:
      "wawili mbili wote_wawili watatu tatu wanne nne watano tano sita saba wanane nane tisa kumi ishirini thelathini arobaini hamsini sitini sabini themanini tisini mamia maelfu mamilioni nusu robo",
    ages: "umri miaka mwaka",
  },
};
