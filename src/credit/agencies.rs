//! The agencies, as data: one row each, with every form of its name that stands in credits.
//!
//! `names` say the agency wherever they stand. `short` forms do too, unless one of the row's
//! `homonyms` stands in the same document ("AFP" beside "Americans for Prosperity"). `strict` forms
//! are common words or other bodies' letters, and count only where a dateline or a picture credit
//! makes them unmistakable. Capitals-only spellings of `names` are added when the table is read.

use crate::credit::Role;
use serde::{Deserialize, Serialize};

/// What a row can be credited with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A news agency: every role.
    Wire,
    /// Sells pictures: a photo credit, nothing else.
    Picture,
    /// Prints or airs first and syndicates second: no credit on its own pages, none for being
    /// cited or for a staff photographer's picture.
    Paper,
    /// "News agencies", "wire reports": an agency the page does not name.
    Unnamed,
}

impl Kind {
    /// Whether a row of this kind takes `role`.
    pub fn takes(self, role: Role) -> bool {
        match self {
            Kind::Wire => true,
            Kind::Picture => role == Role::Photo,
            Kind::Paper | Kind::Unnamed => !matches!(role, Role::Photo | Role::QuotedAsSource),
        }
    }
}

/// One agency.
#[derive(Debug)]
pub struct Agency {
    /// The name it is reported under.
    pub name: &'static str,
    /// What it can be credited with.
    pub kind: Kind,
    /// Forms that are the agency wherever they stand.
    pub names: &'static [&'static str],
    /// Forms that are the agency unless a homonym is near.
    pub short: &'static [&'static str],
    /// Forms that are the agency only in a dateline or a picture credit.
    pub strict: &'static [&'static str],
    /// Phrases that give the short forms another meaning for the whole document.
    pub homonyms: &'static [&'static str],
    /// Parts of the names and addresses of its own outlets, lower case.
    pub outlets: &'static [&'static str],
}

/// An agency that a corpus adds to the table: a wire that takes every role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalAgency {
    /// The short name it is reported under, as it stands in datelines.
    pub name: String,
    /// Its full names.
    #[serde(default)]
    pub full: Vec<String>,
}

/// A row with names and short forms only.
const fn row(
    name: &'static str,
    kind: Kind,
    names: &'static [&'static str],
    short: &'static [&'static str],
) -> Agency {
    Agency { name, kind, names, short, strict: &[], homonyms: &[], outlets: &[] }
}

impl Agency {
    const fn strict(mut self, forms: &'static [&'static str]) -> Agency {
        self.strict = forms;
        self
    }
    const fn unless(mut self, homonyms: &'static [&'static str]) -> Agency {
        self.homonyms = homonyms;
        self
    }
    const fn at(mut self, outlets: &'static [&'static str]) -> Agency {
        self.outlets = outlets;
        self
    }
}

use Kind::{Paper, Picture, Unnamed, Wire};

/// All rows, agencies of the world first, then by country, then papers, pictures, the unnamed.
#[rustfmt::skip] // one row an agency
pub const AGENCIES: &[Agency] = &[
    row(
        "AP",
        Wire,
        &["Associated Press", "أسوشيتد برس", "اسوشيتد برس", "ایسوسی ایٹڈ پریس", "Ассошиэйтед Пресс", "סוכנות הידיעות AP"],
        &["AP", "A.P."],
    )
    .strict(&["اے پی", "أ ب"])
    .unless(&["Advanced Placement", "Andhra Pradesh", "access point"]),
    row(
        "Reuters",
        Wire,
        &["Reuters", "reuters", "رويترز", "رائٹرز", "رائٹر", "Рейтер", "Рейтерс", "רויטרס"],
        &[],
    ),
    row(
        "AFP",
        Wire,
        &["Agence France-Presse", "Agence France Presse", "فرانس برس", "Франс Пресс", "סוכנות הידיעות הצרפתית"],
        &["AFP", "اے ایف پی", "АФП"],
    )
    .strict(&["أ ف ب", "ا ف ب"])
    .unless(&["Americans for Prosperity", "Armed Forces of the Philippines", "Australian Federal Police"]),
    row("dpa", Wire, &["Deutsche Presse-Agentur", "Deutschen Presse-Agentur", "Deutsche Presse Agentur", "dpa-AFX"], &["dpa", "DPA"])
        .unless(&["Data Protection A", "Defense Production Act"]),
    row("PA", Wire, &["Press Association", "PA Media", "PA Wire", "PA news agency", "PA Images"], &[])
        .strict(&["PA"]),
    row("EFE", Wire, &["Agencia EFE", "Agencia Efe"], &["EFE", "Efe"]),
    row("Europa Press", Wire, &["Europa Press"], &[]),
    row("Adnkronos", Wire, &["Adnkronos"], &[]),
    row("ANSA", Wire, &["Agenzia ANSA", "Agenzia Ansa"], &["ANSA", "Ansa"]),
    row("TASS", Wire, &["ITAR-TASS", "Itar-Tass", "ИТАР-ТАСС"], &["TASS", "Tass", "ТАСС", "تاس"])
        .unless(&["TASS Street"]),
    row("Interfax", Wire, &["Interfax-Ukraine", "Interfax", "Интерфакс", "إنترفاكس"], &[]),
    row("RIA Novosti", Wire, &["RIA Novosti", "RIA-Novosti", "Ria Novosti", "РИА Новости", "نوفوستي"], &["RIA"])
        .unless(&["Regulatory Impact A"]),
    row("Sputnik", Wire, &["Sputnik News", "Sputnik International", "Sputnik news agency", "سبوتنيك"], &[]).strict(&["Sputnik"]),
    row("Xinhua", Wire, &["Xinhua News Agency", "Xinhua", "新华社", "شينخوا", "Синьхуа"], &[]),
    row("Kyodo", Wire, &["Kyodo News", "Kyodo", "共同通信", "（共同）", "(共同)"], &[]),
    row("China News Service", Wire, &["China News Service", "中新社", "中国新闻社"], &[]),
    row("Jiji", Wire, &["Jiji Press", "時事通信", "AFP-JIJI"], &[]).strict(&["Jiji", "JIJI"]),
    row("Yonhap", Wire, &["Yonhap News Agency", "Yonhap", "연합뉴스"], &[]),
    row("Bloomberg", Wire, &["Bloomberg News", "Bloomberg News Service", "Bloomberg Businessweek"], &["Bloomberg", "BLOOMBERG"])
        .unless(&[
            "Michael Bloomberg",
            "Mike Bloomberg",
            "Mayor Bloomberg",
            "Mr. Bloomberg",
            "Michael R. Bloomberg",
            "Bloomberg campaign",
            "Bloomberg’s campaign",
            "Bloomberg's campaign",
        ])
        .at(&["bloomberg"]),
    row("UPI", Wire, &["United Press International"], &["UPI"])
        .unless(&["Unified Payments Interface", "UPI payment", "UPI ID"]),
    row("IANS", Wire, &["Indo-Asian News Service"], &["IANS"]),
    row("PTI", Wire, &["Press Trust of India"], &["PTI"]).unless(&[
        "Tehreek-e-Insaf",
        "Tehreek-i-Insaf",
        "Pardon the Interruption",
    ]),
    row("ANI", Wire, &["Asian News International"], &["ANI"]).unless(&["artificial narrow"]),
    row("APP", Wire, &["Associated Press of Pakistan"], &["اے پی پی"]).strict(&["APP"]),
    row("INP", Wire, &["Independent News Pakistan", "آئی این پی"], &[]).strict(&["INP"]),
    row("Online", Wire, &["Online News Network", "Online International News Network"], &[])
        .strict(&["Online", "ONLINE", "آن لائن"]),
    row("SANA", Wire, &["Syrian Arab News Agency", "سانا"], &["SANA"]),
    row("Sana News", Wire, &["Sana News", "ثناء نیوز"], &[]),
    row("NNI", Wire, &["News Network International", "این این آئی"], &[]).strict(&["NNI"]),
    row("INN", Wire, &["International News Network"], &[]).strict(&["INN", "آئی این این"]),
    row("BNS", Wire, &["Baltic News Service"], &[]).strict(&["BNS"]),
    row("TT", Wire, &["TT News Agency", "Tidningarnas Telegrambyrå"], &[]).strict(&["TT"]),
    row("NTB", Wire, &["Norsk Telegrambyrå", "NTB Scanpix"], &["NTB"]),
    row("Ritzau", Wire, &["Ritzaus Bureau", "Ritzau"], &[]),
    row("APA", Wire, &["Austria Presse Agentur", "Austria Press Agency"], &[]).strict(&["APA"]),
    row("Keystone-ATS", Wire, &["Keystone-ATS", "Keystone-SDA", "Schweizerische Depeschenagentur", "Agence télégraphique suisse"], &[])
        .strict(&["ATS", "sda", "Keystone"]),
    row("Belga", Wire, &["Agence Belga", "Belga News Agency"], &["Belga", "BELGA"]),
    row("ANP", Wire, &["Algemeen Nederlands Persbureau"], &[]).strict(&["ANP"]),
    row("Lusa", Wire, &["Agência Lusa", "Lusa News Agency"], &[]).strict(&["Lusa", "LUSA"]),
    row("ČTK", Wire, &["Česká tisková kancelář", "Czech News Agency", "ČTK"], &[]).strict(&["CTK"]),
    row("PAP", Wire, &["Polska Agencja Prasowa", "Polish Press Agency"], &[]).strict(&["PAP"]),
    row("MTI", Wire, &["Magyar Távirati Iroda", "Hungarian News Agency"], &[]).strict(&["MTI"]),
    row("Anadolu", Wire, &["Anadolu Agency", "Anadolu Ajansı", "Anadolu", "الأناضول"], &[]),
    row("IRNA", Wire, &["Islamic Republic News Agency"], &["IRNA", "Irna", "إرنا"]),
    row("ISNA", Wire, &["Iranian Students' News Agency", "Iranian Students’ News Agency"], &["ISNA", "Isna"])
        .unless(&["Islamic Society of North America"]),
    row("Tasnim", Wire, &["Tasnim News", "Tasnim news agency", "Tasnim"], &[]),
    row("Mehr", Wire, &["Mehr News", "Mehr news agency", "MEHR News"], &[]),
    row("ILNA", Wire, &["Iranian Labour News Agency", "Iranian Labor News Agency"], &["ILNA"]),
    row("WAFA", Wire, &["Palestinian News Agency", "Palestine News Agency"], &["WAFA"]),
    row("Ma'an", Wire, &["Ma'an News", "Ma’an News", "Maan News", "Ma'an news agency", "Ma’an news agency"], &[]),
    row("Dogan", Wire, &["Dogan News Agency", "Doğan News Agency", "Dogan news agency", "Doğan news agency"], &[]),
    row("IHA", Wire, &["Ihlas News Agency", "İhlas News Agency"], &[]).strict(&["IHA"]),
    row("Amaq", Wire, &["Amaq", "Aamaq"], &[]),
    row("AINA", Wire, &["Assyrian International News Agency"], &[]).strict(&["AINA"]),
    row("Saba", Wire, &["Saba News Agency", "Saba news agency", "SABA news agency"], &[]),
    row("Pajhwok", Wire, &["Pajhwok"], &[]),
    row("Télam", Wire, &["Télam", "Telam"], &[]),
    row("SWNS", Wire, &["South West News Service"], &["SWNS"]),
    row("CEN", Wire, &["Central European News"], &[]).strict(&["CEN"]),
    row("Fars", Wire, &["Fars News", "Fars news agency"], &["FARS"]),
    row("MENA", Wire, &["Middle East News Agency"], &[]).strict(&["MENA"]),
    row("WAM", Wire, &["Emirates News Agency"], &[]).strict(&["WAM", "وام"]),
    row("SPA", Wire, &["Saudi Press Agency"], &[]).strict(&["SPA", "واس"]),
    row("KUNA", Wire, &["Kuwait News Agency"], &["KUNA"]),
    row("KCNA", Wire, &["Korean Central News Agency"], &["KCNA"]),
    row("Bernama", Wire, &["Bernama"], &[]),
    row("Antara", Wire, &["Antara News", "Antara news agency"], &[]).strict(&["Antara", "ANTARA"]),
    row("AAP", Wire, &["Australian Associated Press"], &["AAP"])
        .unless(&["Academy of Pediatrics", "Aam Aadmi", "advance premium", "Association of American Publishers"]),
    row("SAPA", Wire, &["South African Press Association"], &[]).strict(&["SAPA", "Sapa"]),
    row("Canadian Press", Wire, &["Canadian Press", "Presse canadienne", "Presse Canadienne"], &[])
        .strict(&["CP"]),
    row("TNS", Wire, &["Tribune News Service", "Tribune Content Agency", "McClatchy-Tribune", "Tribune Media Services"], &["TNS"]),
    row("RNS", Wire, &["Religion News Service"], &["RNS"]),
    row("CNS", Wire, &["Catholic News Service"], &[]).strict(&["CNS"]),
    row("CNA", Wire, &["Catholic News Agency"], &[]).strict(&["CNA"]),
    row("JTA", Wire, &["Jewish Telegraphic Agency", "JTA News"], &["JTA"]),
    row("IPS", Wire, &["Inter Press Service"], &[]).strict(&["IPS"]),
    row("CNN", Paper, &["CNN Newsource", "CNN Wire", "CNN WIRE", "CNN-Wire", "Cable News Network"], &["CNN"]).at(&["cnn"]),
    row("New York Times", Paper, &["New York Times News Service", "NYT News Service", "N.Y. Times News Service", "New York Times"], &[])
        .at(&["new york times", "nytimes"]),
    row("Washington Post", Paper, &["Washington Post News Service", "Washington Post"], &[])
        .at(&["washington post", "washingtonpost"]),
    row("USA Today Network", Paper, &["USA TODAY NETWORK", "USA Today Network", "USA TODAY Network", "USA TODAY", "USA Today", "Gannett"], &[])
        .at(&["usa today", "usatoday"]),
    row("McClatchy", Paper, &["McClatchy News Service", "McClatchy Newspapers", "McClatchy"], &[]).at(&["mcclatchy"]),
    row("KHN", Paper, &["Kaiser Health News", "KFF Health News"], &["KHN"]).at(&["kaiser health", "khn.org", "kff"]),
    row("STAT", Paper, &["STAT News"], &[]).at(&["stat news", "statnews"]),
    row("The Conversation", Paper, &["The Conversation"], &[]).at(&["conversation"]),
    row("Getty", Picture, &["Getty Images", "GETTY IMAGES", "GettyImages", "iStock", "AFP-Getty"], &["Getty", "GETTY"])
        .unless(&["Getty Museum", "Getty Center", "Getty Foundation", "Getty family", "Paul Getty", "PAUL GETTY"]),
    row("EPA", Picture, &["European Pressphoto Agency", "EPA-EFE", "European PressPhoto Agency"], &[]).strict(&["EPA"]),
    row("Storyful", Picture, &["Storyful"], &[]),
    row(
        "",
        Unnamed,
        &[
            "wire agency feed", "wire services", "Wire services", "Wire Services", "WIRE SERVICES", "wire service", "Wire service", "wire reports",
            "Wire reports", "Wire Reports", "WIRE REPORTS", "news agencies", "News agencies", "News Agencies",
            "news services", "News services", "News Services", "agency reports", "Agency reports", "agencies",
            "Agencies", "AGENCIES", "Agencias", "agencias", "AGENCIAS", "Agenturen", "agency inputs", "Post Wires", "Post wires", "News Wires", "news wires", "newswires", "syndicated feed", "نیوز ایجنسیاں", "خبر ایجنسیاں",
            "ایجنسیاں", "وكالات", "סוכנויות הידיעות",
        ],
        &[],
    ),
];

/// Whether an outlet of this name is a news agency of the table, so that its pages are agency copy.
pub fn is_agency(outlet: &str) -> bool {
    let forms = |row: &Agency| [row.names, row.short, row.strict].concat().contains(&outlet);
    AGENCIES.iter().any(|row| row.kind == Kind::Wire && (row.name == outlet || forms(row)))
}

/// Longer phrases that hold an agency's name and are not the agency: they win over it.
#[rustfmt::skip] // phrases, not code
pub const NOT_AGENCIES: &[&str] = &[
    "AP Stylebook", "AP style", "AP exam", "AP class", "AP course", "AP test", "AP Calculus",
    "AP English", "AP-NORC", "AP-GfK", "AP VoteCast", "AP Top 25", "AP Poll", "AP poll", "AP Moeller",
    "AP Moller", "Associated Press-NORC", "Associated Press-GfK", "Associated Press Sports Editors",
    "Reuters Institute", "Thomson Reuters", "Reuters/Ipsos", "Reuters-Ipsos", "Ipsos/Reuters",
    "Reuters Foundation", "Bloomberg Philanthropies", "Bloomberg LP", "Bloomberg L.P.",
    "Bloomberg School", "Bloomberg Terminal", "Bloomberg terminal", "Sputnik V", "Sputnik Light",
    "Sputnik vaccine", "Foreign Press Association", "Collegiate Press Association",
    "Correspondents Press Association", "Vice Media", "ANSA-", "government agencies",
    "ڈی اے پی", "law enforcement agencies", "federal agencies", "intelligence agencies", "Getty Museum",
];
