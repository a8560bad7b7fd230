/**
 * The names of planes, areas and tools as Polish bends them: genitive | dative | instrumental | locative. By hand, so
 * that nothing here shares its errors with the program.
 */
type Names = Readonly<Record<string, readonly string[]>>;

/** By the titles of the articles, and by the names of the founding document. */
export const planes: Names = {
  'plane-1': [
    'wspólnego tworzenia polityk publicznych | wspólnemu tworzeniu polityk publicznych | wspólnym tworzeniem polityk publicznych | o wspólnym tworzeniu polityk publicznych',
    'tworzenia polityk publicznych | tworzeniu polityk publicznych | tworzeniem polityk publicznych | o tworzeniu polityk publicznych',
  ],
  'plane-2': [
    'wspólnego wykonywania zadań publicznych | wspólnemu wykonywaniu zadań publicznych | wspólnym wykonywaniem zadań publicznych | o wspólnym wykonywaniu zadań publicznych',
    'realizacji zadań publicznych | realizacji wspólnych zadań publicznych | realizacją zadań publicznych | o realizacji zadań publicznych',
  ],
  'plane-3': [
    'warunków do współpracy i aktywności | warunkom do współpracy i aktywności | warunkami do współpracy i aktywności | o warunkach do współpracy i aktywności',
    'infrastruktury współpracy | infrastrukturze współpracy | infrastrukturą współpracy | o infrastrukturze współpracy',
  ],
};

/** By the titles of the articles, with and without the word "area", and by the names of the founding document. */
export const areas: Names = {
  'area-1-1': [
    'obszaru wspólnego planowania | obszarowi wspólnego planowania | obszarem wspólnego planowania | w obszarze wspólnego planowania',
    'wspólnego planowania | wspólnemu planowaniu | wspólnym planowaniem | o wspólnym planowaniu',
    'współtworzenia strategii i programów | współtworzeniu strategii i programów realizacji polityk publicznych | współtworzeniem strategii i programów | o współtworzeniu strategii, programów i rozwiązań instytucjonalnych',
  ],
  'area-1-2': [
    'obszaru konsultacji | obszarowi konsultacji | obszarem konsultacji | w obszarze konsultacji',
    'konsultowania założeń projektów i aktów normatywnych | konsultowaniu założeń projektów i aktów | konsultowaniem założeń projektów i aktów normatywnych | o konsultowaniu założeń projektów i aktów normatywnych',
  ],
  'area-2-1': [
    'obszaru dotacji na zadania publiczne | obszarowi dotacji na zadania publiczne | obszarem dotacji na zadania publiczne | w obszarze dotacji na zadania publiczne',
    'dotacji na zadania publiczne | dotacjom na zadania publiczne | dotacjami na zadania publiczne | o dotacjach na zadania publiczne',
    'form finansowych | formom finansowym | realizacją zadań publicznych z wykorzystaniem form finansowych | o formach finansowych',
  ],
  'area-2-2': [
    'obszaru pomocy innej niż pieniądze | obszarowi pomocy innej niż pieniądze | obszarem pomocy innej niż pieniądze | w obszarze pomocy innej niż pieniądze',
    'innej pomocy niż pieniądze | pomocy innej niż pieniądze | pomocą inną niż pieniądze | o pomocy innej niż pieniądze',
    'form niefinansowych | formom niefinansowym | realizacją zadań publicznych z wykorzystaniem form niefinansowych | o formach niefinansowych',
  ],
  'area-3-1': [
    'obszaru wsparcia organizacji i inicjatyw | obszarowi wsparcia organizacji i inicjatyw | obszarem wsparcia organizacji i inicjatyw | w obszarze wsparcia organizacji i inicjatyw',
    'wsparcia organizacji i inicjatyw | wsparciu organizacji i inicjatyw | wsparciem organizacji i inicjatyw | o wsparciu organizacji i inicjatyw',
    'systemu wspierania inicjatyw obywatelskich i NGOs | systemowi wspierania inicjatyw obywatelskich | systemem wspierania inicjatyw obywatelskich | o systemie wspierania inicjatyw obywatelskich',
  ],
  'area-3-2': [
    'obszaru współpracy między organizacjami | obszarowi współpracy między organizacjami | obszarem współpracy między organizacjami | w obszarze współpracy między organizacjami',
    'współpracy między organizacjami | lepszej współpracy między organizacjami | współpracą między organizacjami | o współpracy między organizacjami',
    'procesów integracji sektora organizacji pozarządowych | wspieraniu procesów integracji sektora organizacji | procesami integracji organizacji pozarządowych | o procesach integracji sektora organizacji pozarządowych',
  ],
};

/** Of tools that the founding document names. */
export const seedTools: Names = {
  'tool-program-wieloletni': [
    'wieloletniego programu współpracy | wieloletniemu programowi współpracy | wieloletnim programem współpracy z organizacjami | o wieloletnim programie współpracy',
  ],
  'tool-informacja-o-strategiach': [
    'upubliczniania informacji o tworzonych strategiach i programach | upublicznianiu informacji o strategiach i programach | upublicznianiem informacji o tworzonych strategiach | o upublicznianiu informacji o tworzonych programach',
  ],
  'tool-publikacja-projektow': [
    'publikowania projektów aktów prawnych | publikowaniu projektów aktów prawnych | publikowaniem projektów aktów prawnych, także w druku | o publikowaniu projektów aktów prawnych',
  ],
  'tool-konsultacje-online': [
    'konsultacji na interaktywnej stronie WWW | konsultacjom na interaktywnej stronie | konsultacjami na interaktywnej stronie WWW | o konsultacjach na interaktywnych stronach WWW',
  ],
  'tool-grupa-fokusowa': ['grupy fokusowej | grupie fokusowej | grupą fokusową | o grupach fokusowych'],
  'tool-raport-z-konsultacji': [
    'raportu z konsultacji | raportowi z konsultacji | raportem z konsultacji | o raporcie z konsultacji',
  ],
  'tool-umowa-wieloletnia': ['umowy wieloletniej | umowom wieloletnim | umową wieloletnią | o umowach wieloletnich'],
  'tool-procedura-dostepu': [
    'procedury dostępu do ofert realizowanych ze środków publicznych | procedurze dostępu do ofert | procedurą dostępu do ofert realizowanych ze środków publicznych | o procedurze dostępu do ofert',
  ],
  'tool-publikacja-sprawozdan': [
    'publikacji sprawozdań z zadań publicznych | publikacjom sprawozdań z zadań publicznych | publikacją sprawozdań z zadań publicznych | o publikacji sprawozdań z realizacji zadań publicznych',
  ],
  'tool-lokale-komunalne': [
    'lokali komunalnych dla organizacji | lokalom komunalnym | lokalami komunalnymi dla organizacji | o lokalach komunalnych',
  ],
  'tool-siec-kontaktow': [
    'korzystania z sieci kontaktów samorządu | sieciom kontaktów samorządu | siecią kontaktów samorządu | o korzystaniu z sieci kontaktów samorządu',
  ],
  'tool-patronat': ['patronatu honorowego | patronatom | honorowym patronatem | o patronatach'],
  'tool-spotkania-informacyjne': [
    'spotkań informacyjnych | spotkaniom informacyjnym | spotkaniami informacyjnymi dla organizacji | o spotkaniach informacyjnych',
  ],
  'tool-sfera-33': [
    'wsparcia w ramach sfery nr 33 | wsparciu w ramach sfery 33 | wsparciem w ramach sfery nr 33 | o wsparciu w ramach sfery nr 33',
  ],
  'tool-pelnomocnik': [
    'pełnomocnika do spraw organizacji pozarządowych | pełnomocnikowi ds. organizacji | pełnomocnikami do spraw NGO | o pełnomocniku ds. organizacji',
  ],
  'tool-cop': [
    'centrum organizacji pozarządowych | centrom organizacji pozarządowych | COP-em, czyli centrum organizacji | o centrach organizacji pozarządowych',
  ],
  'tool-grupy-internetowe': [
    'internetowych grup problemowych i tematycznych | internetowym grupom tematycznym | internetowymi grupami problemowymi | o grupach internetowych problemowych i tematycznych',
  ],
  'tool-rada-dpp': [
    'rady działalności pożytku publicznego | radzie działalności pożytku publicznego | radą działalności pożytku publicznego | o radach działalności pożytku publicznego',
  ],
};

/** Of all other tools. */
export const otherTools: Names = {
  'tool-program-wspolpracy': [
    'rocznego programu współpracy | rocznemu programowi współpracy | rocznym programem współpracy | o rocznym programie współpracy',
  ],
  'tool-diagnoza-lokalna': [
    'diagnozy lokalnych potrzeb i zasobów | diagnozie lokalnych potrzeb | diagnozą lokalnych potrzeb i zasobów | o diagnozie lokalnych potrzeb i zasobów',
  ],
  'tool-zespol-doradczy': [
    'wspólnego zespołu doradczego i inicjatywnego | wspólnemu zespołowi doradczemu | wspólnym zespołem doradczym | o zespołach doradczych i inicjatywnych',
  ],
  'tool-warsztaty-strategiczne': [
    'warsztatów strategicznych | warsztatom strategicznym | warsztatami strategicznymi | o warsztatach strategicznych',
  ],
  'tool-inicjatywa-uchwalodawcza': [
    'obywatelskiej inicjatywy uchwałodawczej | obywatelskiej inicjatywie uchwałodawczej | obywatelską inicjatywą uchwałodawczą | o inicjatywie uchwałodawczej',
  ],
  'tool-monitoring-ewaluacja': [
    'wspólnego monitoringu i ewaluacji programów | monitoringowi i ewaluacji programów | wspólnym monitoringiem i ewaluacją | o monitoringu i ewaluacji programów',
  ],
  'tool-konsultacje-spoleczne': [
    'konsultacji społecznych | konsultacjom społecznym | konsultacjami społecznymi | o konsultacjach społecznych',
  ],
  'tool-spotkanie-konsultacyjne': [
    'otwartego spotkania konsultacyjnego | otwartemu spotkaniu konsultacyjnemu | spotkaniami konsultacyjnymi | o otwartych spotkaniach konsultacyjnych',
  ],
  'tool-ankieta': [
    'ankiety konsultacyjnej dla mieszkańców | ankiecie konsultacyjnej | ankietą konsultacyjną dla mieszkańców | o ankietach konsultacyjnych',
  ],
  'tool-wysluchanie-publiczne': [
    'wysłuchania publicznego | wysłuchaniu publicznemu | wysłuchaniem publicznym | o wysłuchaniach publicznych',
  ],
  'tool-spacer-badawczy': [
    'spaceru badawczego | spacerowi badawczemu | spacerem badawczym i punktem konsultacyjnym | o spacerach badawczych',
  ],
  'tool-regulamin-konsultacji': [
    'regulaminu konsultacji | regulaminowi konsultacji | regulaminem konsultacji | o regulaminie konsultacji',
  ],
  'tool-panel-obywatelski': [
    'panelu obywatelskiego | panelowi obywatelskiemu | panelem obywatelskim | o panelach obywatelskich',
  ],
  'tool-budzet-obywatelski': [
    'budżetu obywatelskiego | budżetowi obywatelskiemu | budżetem obywatelskim | o budżetach obywatelskich',
  ],
  'tool-otwarty-konkurs-ofert': [
    'otwartego konkursu ofert | otwartemu konkursowi ofert | otwartym konkursem ofert | o otwartych konkursach ofert',
  ],
  'tool-maly-grant': ['małego grantu | małym grantom | małym grantem | o małych grantach'],
  'tool-powierzenie': [
    'powierzenia i wspierania zadania | powierzeniu i wspieraniu zadań | powierzeniem i wspieraniem zadania | o powierzaniu i wspieraniu zadań',
  ],
  'tool-regranting': ['regrantingu | regrantingowi | regrantingiem | o regrantingu'],
  'tool-inicjatywa-wlasna': [
    'oferty z własnej inicjatywy organizacji | ofertom z własnej inicjatywy | ofertą z własnej inicjatywy organizacji | o ofercie z własnej inicjatywy',
  ],
  'tool-oferta-wspolna': [
    'oferty wspólnej kilku organizacji | ofercie wspólnej | ofertą wspólną kilku organizacji | o ofertach wspólnych',
  ],
  'tool-komisja-konkursowa': [
    'komisji konkursowej | komisjom konkursowym | komisją konkursową | o komisjach konkursowych',
  ],
  'tool-pozyczki': [
    'pożyczek, gwarancji i poręczeń dla organizacji | pożyczkom dla organizacji | pożyczkami i poręczeniami dla organizacji | o pożyczkach dla organizacji',
  ],
  'tool-uzyczenie-sprzetu': ['użyczenia sprzętu | użyczaniu sprzętu | użyczeniem sprzętu | o użyczeniu sprzętu'],
  'tool-promocja-dzialan': [
    'promocji działań organizacji w kanałach urzędu | promocji działań organizacji | promocją działań organizacji | o promowaniu działań organizacji w kanałach urzędu',
  ],
  'tool-partnerstwo-projektowe': [
    'partnerstwa projektowego | partnerstwu projektowemu urzędu i organizacji | partnerstwem projektowym | o partnerstwach projektowych',
  ],
  'tool-wolontariat': [
    'porozumienia z wolontariuszem | wolontariatowi | porozumieniem z wolontariuszem | o wolontariacie',
  ],
  'tool-inicjatywa-lokalna': [
    'inicjatywy lokalnej | inicjatywom lokalnym | inicjatywą lokalną | o inicjatywach lokalnych',
  ],
  'tool-szkolenia-doradztwo': [
    'szkoleń i doradztwa dla organizacji | szkoleniom i doradztwu dla organizacji | szkoleniami i doradztwem dla organizacji | o szkoleniach i doradztwie dla organizacji',
  ],
  'tool-inkubator': [
    'inkubatora organizacji pozarządowych | inkubatorowi organizacji | inkubatorem organizacji pozarządowych | o inkubatorach organizacji',
  ],
  'tool-mikrodotacje': [
    'mikrodotacji dla grup nieformalnych | mikrodotacjom | mikrodotacjami dla młodych organizacji | o mikrodotacjach',
  ],
  'tool-baza-organizacji': [
    'bazy lokalnych organizacji | bazie lokalnych organizacji | bazą organizacji | o bazie lokalnych organizacji',
  ],
  'tool-portal-dla-organizacji': [
    'portalu dla organizacji | newsletterowi dla organizacji | stroną i portalem dla organizacji | o newsletterze dla organizacji',
  ],
  'tool-nagroda': [
    'nagrody dla organizacji i społeczników | nagrodom dla społeczników | nagrodą dla organizacji | o nagrodach dla organizacji i społeczników',
  ],
  'tool-fundusz-solecki': ['funduszu sołeckiego | funduszowi sołeckiemu | funduszem sołeckim | o funduszach sołeckich'],
  'tool-forum-organizacji': [
    'lokalnego forum organizacji | lokalnym forom organizacji | forami organizacji | o lokalnym forum organizacji',
  ],
  'tool-federacja': [
    'federacji i związku stowarzyszeń | federacjom i związkom stowarzyszeń | federacją organizacji | o związkach stowarzyszeń',
  ],
  'tool-partnerstwo-lokalne': [
    'partnerstwa lokalnego | partnerstwu lokalnemu | partnerstwem lokalnym | o partnerstwach lokalnych',
  ],
  'tool-targi-ngo': [
    'targów i dni organizacji pozarządowych | targom organizacji pozarządowych | targami organizacji | o dniach organizacji pozarządowych',
  ],
  'tool-wymiana-doswiadczen': [
    'wymiany doświadczeń | spotkaniom sieciującym | wizytami studyjnymi | o wymianie doświadczeń',
  ],
};

export function formsOf(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => name.split(' | '));
}
