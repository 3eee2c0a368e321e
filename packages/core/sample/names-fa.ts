import { type Names, spelled } from "./names.ts";

export const NAMES_FA: Names = {
  given: {
    she: {
      elder: spelled(`
        پروین parvin اعظم azam صدیقه sedigheh منیژه manijeh شهلا shahla معصومه masoumeh طاهره tahereh هما homa
        مهین mahin اقدس aghdas فخری fakhri ژاله zhaleh بتول batoul عفت effat ایراندخت irandokht توران touran
      `),
      middle: spelled(`
        نسرین nasrin مریم maryam زهرا zahra فاطمه fatemeh لیلا leila مهناز mahnaz شیرین shirin الهه elaheh
        سمیه somayeh آزاده azadeh رؤیا roya فریبا fariba مژگان mozhgan ندا neda فرزانه farzaneh سوسن sousan
        زینب zeinab فهیمه fahimeh بنفشه banafsheh سپیده sepideh نرگس narges نیلوفر niloufar گلناز golnaz
        ریحانه reyhaneh هانیه hanieh مینو minoo لادن ladan مرضیه marzieh شراره sharareh
      `),
      young: spelled(`
        سارا sara پریسا parisa مهسا mahsa نگار negar بهاره bahareh ترانه taraneh یلدا yalda غزل ghazal آیدا aida
        کیمیا kimia حدیث hadis شقایق shaghayegh نازنین nazanin آتنا atena ساناز sanaz ملیکا melika درسا dorsa
        مبینا mobina یاسمن yasaman پرنیان parnian
      `),
    },
    he: {
      elder: spelled(`
        هوشنگ houshang منوچهر manouchehr غلامحسین gholamhossein جمشید jamshid فریدون fereydoun بیژن bijan
        ناصر naser عباس abbas اکبر akbar ابراهیم ebrahim کاظم kazem علی‌اکبر aliakbar پرویز parviz محمود mahmoud
        حشمت‌الله heshmat
      `),
      middle: spelled(`
        رضا reza محمد mohammad علی ali حسین hossein مهدی mehdi سعید saeed حمید hamid بهرام bahram کامران kamran
        فرهاد farhad محمدرضا mohammadreza علیرضا alireza داریوش dariush کوروش kourosh سیامک siamak بابک babak
        پیمان peyman شهرام shahram مسعود masoud مجید majid احسان ehsan محسن mohsen جواد javad کیوان keyvan
        هادی hadi داود davoud فرزاد farzad رامین ramin حمیدرضا hamidreza
      `),
      young: spelled(`
        امیر amir امیرحسین amirhossein نیما nima میلاد milad پدرام pedram سینا sina آرمان arman یوسف yousef
        روزبه rouzbeh سهراب sohrab ایمان iman یاشار yashar آرین aryan کیان kian پارسا parsa سپهر sepehr
        امیرعلی amirali دانیال danial عرفان erfan
      `),
    },
  },
  family: spelled(`
    احمدی ahmadi رضایی rezaei محمدی mohammadi حسینی hosseini کریمی karimi موسوی mousavi جعفری jafari
    صادقی sadeghi رحیمی rahimi ابراهیمی ebrahimi حیدری heidari نوری nouri قاسمی ghasemi مرادی moradi
    اکبری akbari کاظمی kazemi شریفی sharifi زارعی zarei سلیمانی‌فر soleimanifar عباسی abbasi یزدانی yazdani
    فراهانی farahani گیلانی gilani خراسانی khorasani نیشابوری neyshabouri کاشانی kashani دهقان dehghan
    کشاورز keshavarz آهنگر ahangar زرگر zargar بازرگان bazargan جواهری javaheri نجفی najafi رستمی rostami
    شکوهی shokouhi فروتن foroutan بهرامی bahrami پورمحمدی pourmohammadi حاجی‌زاده hajizadeh امینی amini
    مقدم moghaddam وحیدی vahidi مهدوی mahdavi طباطبایی tabatabaei میرزایی mirzaei نیک‌پور nikpour
    نیک‌نام niknam خوش‌نویس khoshnevis پاک‌نژاد paknejad پاک‌سرشت pakseresht شاه‌حسینی shahhosseini
    ملک‌زاده malekzadeh علی‌پور alipour حسن‌زاده hassanzadeh عباس‌زاده abbaszadeh قلی‌پور gholipour
    رحمان‌پور rahmanpour تقی‌زاده taghizadeh کاظم‌زاده kazemzadeh نوروزی norouzi بهاری bahari خسروی khosravi
    پارسا parsa آذری azari آریان aryan ایزدی izadi سپهری sepehri شمس shams صدیق seddigh ضیایی ziaei
    طاهری taheri ظریفی zarifi عظیمی azimi غفاری ghaffari فلاح fallah قنبری ghanbari گودرزی goudarzi
    لطفی lotfi معینی moeini ناصری naseri واعظی vaezi حاتمی hatami داوودی davoudi دانش‌پژوه daneshpajouh
    راد rad زمانی zamani ژیان zhian سرمدی sarmadi شایسته shayesteh عرب‌زاده arabzadeh فرخ‌زاد farrokhzad
    مشایخی mashayekhi معتمدی motamedi منصوری mansouri نصیری nasiri ورزنده varzandeh یاوری yavari
    اسفندیاری esfandiari بختیاری bakhtiari توکلی tavakkoli ثابتی sabeti چراغی cheraghi خادمی khademi
    دلاوری delavari ذاکری zakeri سعیدی saeedi شفیعی shafiei صالحی salehi عزیزی azizi گل‌محمدی golmohammadi
  `),
  children: {
    she: ["باران", "هستی", "آوا", "رها", "تینا", "سلما", "نورا", "آنیسا", "حلما", "دلسا"],
    he: ["آرتین", "رادین", "بردیا", "امیرعباس", "طاها", "مانی", "رایان", "آراد", "سام", "محمدطاها"],
  },
};
