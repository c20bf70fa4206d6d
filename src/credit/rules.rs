//! The rules, as data: what must stand to the left and to the right of an agency's name, and which
//! role it then has. The first row that fits decides; a name no row fits is no credit.
//!
//! Patterns see the plain context of [`super::context`], where `\n` is the end of a line. `<dash>`
//! and its like stand for the fragments below. Languages: English first, then the closed
//! forms of German, French, Spanish, Italian, Russian, Arabic, Urdu and Hebrew.

use crate::credit::agencies::Kind;
use crate::credit::context::Context;
use crate::credit::mention::Mention;
use crate::credit::{Reason, Role};
use crate::region::RegionKind;
use regex::Regex;
use std::sync::{LazyLock, OnceLock};

/// Where a rule may fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// In the first lines.
    Head,
    /// In the last lines.
    Foot,
    /// Both sides are cut to the sentence.
    Sentence,
}

/// One rule: empty patterns fit everything.
struct Rule {
    reason: Reason,
    role: Role,
    place: Place,
    /// Whether it is strong enough for ambiguous forms ("PA", "Online").
    strict: bool,
    left: &'static str,
    right: &'static str,
    /// Must not fit the right side.
    unless: &'static str,
}

const fn rule(
    reason: Reason,
    role: Role,
    place: Place,
    left: &'static str,
    right: &'static str,
) -> Rule {
    Rule { reason, role, place, strict: false, left, right, unless: "" }
}

impl Rule {
    const fn strict(mut self) -> Rule {
        self.strict = true;
        self
    }
    const fn unless(mut self, right: &'static str) -> Rule {
        self.unless = right;
        self
    }
}

use Place::{Anywhere, Foot, Head, Sentence};
use Reason::*;
use Role::{Author, Contributed, Copyright, Photo, QuotedAsSource, Syndicated};

#[rustfmt::skip] // one row a rule
const RULES: &[Rule] = &[
    // Pictures that say so beside their copyright, before copyright lines of texts.
    rule(PhotoCredit, Photo, Anywhere, r"(?i:image|photo|picture|video)s? (?i:copyright|©)\s*(?:[^\n]{0,40}(?:[/,] ?| via ))?$", "").strict(),
    rule(PhotoCredit, Photo, Anywhere, r"(?:©|[Cc]opyright)[^\n.]{0,60} via (?:the )?$", "").unless(r"^\.? All [Rr]ights"),
    rule(PhotoCredit, Photo, Anywhere, r"(?i:©|copyright)[^\n]{0,60}$", r"^ (?:Images|Photos?|PHOTOS?|[Ff]ile)\b").strict(),
    rule(PhotoCredit, Photo, Anywhere, r"©\s*$", r"^(?: \d{4})? ?/ ").strict(),
    rule(PhotoCredit, Photo, Anywhere, r"(?:SLIDES ©[^\n]{0,50}|©\s*[\p{Lu}][\p{L}.'-]+(?: [\p{L}.'-]+){0,4} ?[,/] ?)$", "").strict(),
    rule(PhotoCredit, Photo, Anywhere, r"©\s*(?i:picture[ -]alliance) ?/ ?$", ""),
    rule(CopyrightLine, Copyright, Anywhere, r"(?i:copyright|copr\.|©|\(c\))[^\n.]{0,60}$", "").unless(r"^(?:'s|[^\n]{0,30} (?:law|Act)\b)"),
    rule(CopyrightLine, Copyright, Anywhere, r"\n[?�] \d{4} (?:The )?$", r"^\s*\n"),
    rule(CopyrightLine, Copyright, Anywhere, r"\n[^\n]{0,40}$", r"^,? ?(?:Inc\.?|LLC)?\.? All [Rr]ights [Rr]eserved"),
    // Contributions.
    rule(ContributionLine, Contributed, Sentence, "", r"^.{0,250}?\b(?:[Cc]ontribut(?:ed|ing) (?:to (?:this|the) (?:report|story|article|post|piece|column)|reporting|from [\p{Lu}]|research)|[Cc]ontributed\.?\s*$)"),
    rule(ContributionLine, Contributed, Sentence, r"[Cc]ontributed to this (?:report|story|article),? (?:as well as|along with|with|which)[^\n]{0,80}$", ""),
    rule(ContributionLine, Contributed, Sentence, r"^\W*(?:(?i:with (?:an? )?(?:files?|inputs?|material|information|reports|reporting|contributions?|additional reporting) (?:from|by))|(?:Also )?[Cc]ontributing:|Contributing |(?i:additional reporting (?:by|from))|(?i:(?:wire |some )?(?:information|material|reporting) from)|(?i:this (?:article|story|report) (?:includes|contains|uses) (?:\w+ )?from)|[Mm]it (?:Material|Informationen) (?:von|der)|[Aa]vec|[Cc]on informaci[óo]n de)[^\n]{0,240}$", r"^[^\n]{0,60}(?:\.?[)\]]?\s*$|\bwas used|\bwere used|\bcontributed)").unless(r"^[^\n]{0,30}\b(?:said|reported|told|poll|survey)\b"),
    rule(ContributionLine, Contributed, Sentence, r"(?:article|story|report),?(?: which)? (?:is |was )?based (?:in part |partly )?on (?:the )?$", ""),
    rule(ContributionLine, Contributed, Foot, r"\n\W{0,4}[Ww]ith (?:the |[Pp]ost )?$", r"^\W{0,3}\n"),
    rule(PhotoCredit, Photo, Anywhere, r"\b(?i:photo(?:graph)?s?|image|video|picture|handout) (?:provided|released|made available|distributed|supplied|taken) (?:\w+ )?by <mod>$", ""),
    rule(ContributionLine, Contributed, Anywhere, r"[(\[][\p{Lu}][^()\[\]\n]{1,40} with (?:the )?$", r"^[)\]]"),
    rule(ContributionLine, Contributed, Anywhere, r"[(\n](?i:with|mit|avec|con) (?:the |la |l['’])?$", r"^\)"),
    rule(ContributionLine, Contributed, Anywhere, r"[(\n][Ww]ith (?:the )?$", r"^ inputs?\W{0,3}\s*(?:\n|\z)"),
    rule(ContributionLine, Contributed, Head, r"\n[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]+){0,2} avec (?:l['’])?$", r"^\s*\n"),
    rule(ContributionLine, Contributed, Anywhere, r"[Tt]his (?:article|story|report) (?:includes|contains) $", ""),
    rule(ContributionLine, Contributed, Head, r"\n(?:By|BY|Par|PAR|Von|VON|Por|POR|Di)[ :][^\n]{0,100}\b(?:with|avec|mit|con) (?:the |la |l['’])?$", r"^\s*\n"),
    // Syndication.
    rule(SyndicationLine, Syndicated, Anywhere, "", r"^ Member Exchange\b"),
    rule(SyndicationLine, Syndicated, Anywhere, r"(?i:(?:published|generated|sourced|auto-generated|reproduced|republished) (?:directly |automatically )?from (?:an? |the )?)$", ""),
    rule(SyndicationLine, Syndicated, Anywhere, r"(?:(?i:this|the following) (?:article|story|post|piece|column|report|essay|version)[^\n]{0,80}|[\n(]\W{0,3})(?i:originally|first) (?i:published|appeared|posted|ran) (?:by|on|in|at|with|from) (?:the )?$", ""),
    rule(SyndicationLine, Syndicated, Anywhere, r"(?i:read the original (?:article|story) (?:on|at|from)|distributed by|provided by|reprinted (?:with permission )?from) (?:the )?$", r"^[^\n]{0,20}(?:[.)\]]|\n)"),
    rule(SyndicationLine, Syndicated, Anywhere, r"(?:articles|stories|content|copy) (?:provided |supplied |delivered )?(?:from|by) (?:the )?$", r"^(?: as a service|[.)]\s*\n)"),
    // Datelines.
    rule(Dateline, Author, Anywhere, r"\([^()\n]{0,40}$", r"^[^()\n]{0,30}\) *\.? *<dash>").strict(),
    rule(Dateline, Author, Anywhere, r"\n[^\p{L}\n]{0,4}(?:\[?[\p{Lu}\p{N}][\p{L}\p{N}.'-]*\]?[,.]?[ ]*<dash>?[ ]*(?:(?:de|del|da|of|la|le|al|the)[ ])?){0,8}(?:\([\p{L} ]+\) ?)?\($", r#"^\)[:,]?\s*[\p{Lu}\p{N}"“'«„]"#),
    rule(Dateline, Author, Head, r"\n$", r"^\p{Han}{1,12}\d{1,2}月\d{1,2}日\p{Han}{0,6}电"),
    rule(Dateline, Author, Head, r"\n\([\p{Hangul}, ]{1,30}=$", r"^\)"),
    rule(Dateline, Author, Head, r"\n[\p{Lu}][\p{L} .-]{1,30}, \p{Lu}\p{L}{2,8}\.? \d{1,2}, $", r"^ ?<dash>"),
    rule(Dateline, Author, Head, r"\n[^\n]{0,70}\([^()\n]{0,50}$", r"^[^()\n]{0,60}\)\s*[\p{Arabic}\p{Hebrew}\d]").strict(),
    rule(Dateline, Author, Head, r"\n[^\n]{0,60}/$", r"^/\.?\s").strict(),
    rule(Dateline, Author, Head, r"\n[\p{Lu}][\p{L} .-]{1,30}, \d{1,2} \p{L}{3,9}\.?,? ?(?:\d{4})?\s?<dash>\s?$", r"^[.,]"),
    rule(Dateline, Author, Head, r"\n[\p{Lu}]{3,}[\p{Lu} .,]{0,30}(?:,|<dash>)\s?$", r"^\s?<dash>"),
    rule(Dateline, Author, Head, r"\n$", r"^\s?(?:—|–|--|-\s)\s?\p{Lu}"),
    // The initials of editors, and their agencies, under a text.
    rule(AgencyLine, Author, Anywhere, r"\n[\p{Ll}]{1,4}(?:/[\p{Ll}]{1,4}){1,3} ?\($", r"^\)\s*(?:\n|\z)"),
    rule(Byline, Author, Anywhere, r"\n(?:Quelle: [^\n/]{0,40}[, ])?[\p{Ll}]{2,3}/$", r"^\s*(?:\n|\z)"),
    rule(AgencyLine, Author, Foot, r"\nQuelle: ?$", r"^\s*(?:\n|\z)"),
    rule(AgencyLine, Author, Foot, r"[.!?]”?\s?\($", r"^\)\s*\z").strict(),
    rule(AgencyLine, Author, Foot, r"[。」]\s?$", r"^\s*\z"),
    rule(Byline, Author, Head, r"\n(?:By|BY) [^\n]{2,80}\n[\p{Lu}][\p{L}.]+(?: [\p{Lu}][\p{L}.]+){1,4} \($", r"^\)\s*\n"),
    // Pictures.
    rule(PhotoCredit, Photo, Anywhere, "", r"^ (?:(?:File|file|via) )?(?:Photo(?:graph)?s?\b|PHOTO|photo[/:)]|photo by\b|photo courtesy\b|Images\b|File\b|Video\b|Newsroom\b|Graphic\b|Pool\b)").unless(r"^ (?:Photo|Video|Images) (?:Editor|Director|said)"),
    rule(PhotoCredit, Photo, Anywhere, r"[\p{L}.'\])][ ]?/[ ]?(?i:the )?$", "").strict().unless(r"^ (?:poll|survey)"),
    rule(PhotoCredit, Photo, Anywhere, "", r"^[ ]?/[ ]?[\p{Lu}]\p{L}").strict().unless(r"^[ ]?/[ ]?(?:Ipsos|ABC|NBC|CBS|CNN|Harris|Gallup|[\p{L} ]+(?:poll|survey))"),
    rule(PhotoCredit, Photo, Anywhere, r"(?i:(?:photo(?:graph(?:er|s|y)?)?s?|images?|picture|video|graphic|courtesy|foto|fotos|bild|crédits?|credit|фото|צילום)(?: (?:credit|courtesy|copyright|source))?(?:\s?[:|©-]| by| courtesy| credit| copyright| from| of))\s?[^\n:]{0,60}$", r"^\s*(?:\n|[)\]|,;./]|Images|Photo|\d|via\b|Image caption|[Ff]ile|Close|less|more|SHOW)").unless(r"^[.,]? (?:[\p{Ll}]{2,} )"),
    rule(PhotoCredit, Photo, Anywhere, r"[(\[][^()\[\]\n]{2,90}(?:, ?| via | for )(?:[Tt]he )?$", r"^(?:/[^()\n]{1,30}|, (?:[Ff]ile|[Pp]ool)[^()\n]{0,20}|,? \d{4})?\s?[)\]]"),
    rule(PhotoCredit, Photo, Anywhere, r"\bvia (?:the )?$", r"^ ?(?:\n|Images|[)\]|;]|[\p{Lu}\d])"),
    rule(PhotoCredit, Photo, Anywhere, r"\[(?:File: )?$", r"^\]"),
    rule(PhotoCredit, Photo, Anywhere, r"\($", r"^: <name>\)"),
    rule(PhotoCredit, Photo, Anywhere, r"[(\[](?i:photo|image|picture|credit)\b[^()\n]{0,60}[,/:] ?$", r"^[)\]]").strict(),
    rule(PhotoCredit, Photo, Anywhere, "", r"^, [Ff]ile\b"),
    rule(PhotoCredit, Photo, Anywhere, r"\n$", r"^ {2,}\p{Lu}").strict(),
    rule(PhotoCredit, Photo, Anywhere, r"\b(?i:credit|photo|image|picture|pic): ?$", "").strict(),
    rule(PhotoCredit, Photo, Anywhere, r#"[.!?)"”] *<dash> ?$"#, r"^\s*\n\s*\S"),
    rule(PhotoCredit, Photo, Anywhere, r"(?:AP Photo|via AP)[^\n]{0,60}\)\s*\n+(?:The )?$", r"^\s*\n"),
    rule(PhotoCredit, Photo, Anywhere, r"(?:\bcaption|(?:Representational|Representative|File) (?:[Ii]mage|[Pp]hoto)\.?) (?:The )?$", ""),
    rule(PhotoCredit, Photo, Anywhere, r"[.!?] <name> [|·] ?(?:The )?$", ""),
    rule(PhotoCredit, Photo, Anywhere, r"[.!?] <name>, (?:The )?$", r"^\s*\n"),
    rule(PhotoCredit, Photo, Anywhere, r"[\p{L}.]—$", r"^(?: \p{Lu}|\s*\n|[.)])"),
    rule(PhotoCredit, Photo, Anywhere, r#"[.!?"”)] ?\| ?(?:<name>[,/] ?)?(?:The )?$"#, ""),
    rule(PhotoCredit, Photo, Anywhere, r"[.!?] {2,}$", r"^ {2,}"),
    // Bylines.
    rule(Byline, Author, Anywhere, r"(?:\n\W{0,4}|<dash> ?|[|·•] ?|(?:Posted|Written) [Bb]y:? )(?:By|BY|by|Author|Von|VON|Par|PAR|Por|POR|Di|От)[ :][^\n]{0,100}$", r"^\s*(?:\n|&nbsp|[|•·/]|<dash>|\d|(?:[\p{Lu}]\w+ ){0,3}(?:Writer|WRITER|writer|Editor|Correspondent|Reporter|Columnist|Staff|Contributor|News\b)|Published|Updated|Posted|Share|[A-Z][a-z]{2,8}\.? \d)"),
    rule(Byline, Author, Anywhere, r"\n(?:<dash> ?)?$", r"^ (?:[\p{Lu}][\p{L}&]+ ){0,3}(?:Writers?|Correspondent|Reporter|Editor)\s*\n"),
    rule(Byline, Author, Sentence, "", r"^ (?:[\p{L}]+ ){0,3}(?:writers?|journalists?|reporters?|correspondents?) [\p{Lu}].{0,200}\breported (?:this story|from [\p{Lu}])"),
    rule(Byline, Author, Anywhere, r"(?i:this (?:article|story|report)) was (?:produced|written|reported|compiled) by (?:the )?$", ""),
    rule(Byline, Author, Anywhere, r"[Tt]his (?:report|story|article) by (?:[Tt]he )?$", r"^ was (?:first|originally) published"),
    rule(Byline, Author, Anywhere, r"\n$", r"^ (?:Published|Posted|Updated|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\b"),
    rule(Byline, Author, Head, r"\n/ ?(?:Source: ?)?(?:The )?$", r"^\s*\n"),
    rule(Byline, Author, Head, r"\n[^\n]{0,40}\b(?:now|ago) (?:The )?$", r"^\s*(?:\n|<dash>)"),
    rule(Byline, Author, Head, r"\n[^\n]{0,120} $", r"^\s?\|\s*\n"),
    rule(Byline, Author, Head, r"\n\W{0,3}<name>(?:(?:, <name>)*,? [Aa]nd <name>)?(?:,| <dash>| [|·]| of| and| /) ?(?:[Tt]he )?$", r"^\s*(?:[|·]|\n+\s*(?:Updated|Published|Posted|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|<stamp>))"),
    rule(Byline, Author, Head, r"\n\W{0,3}[\p{Lu}][\p{Lu}.'-]+(?: [\p{Lu}][\p{Lu}.'-]*){1,3},? $", r"^\s*\n+\s*(?:Save|Email|Share|Updated|Published|Posted|<stamp>|[^\n]{0,60}\()"),
    rule(Byline, Author, Head, r"\n[^\n|]{0,80}\d[^\n|]{0,20}[|·] ?(?:The )?$", r"^\s*(?:\n|[|·])"),
    rule(Byline, Author, Head, r"\n(?:Source|Agency|AGENCY|SOURCE|Quelle|Источник):? ?(?:The )?$", r"^\s*[|\n]"),
    // The name alone on a line.
    rule(AgencyLine, Author, Anywhere, r"\n(?:By|BY) [^\n]{2,80}\n+(?:The )?$", r"^\.?\s*\n"),
    rule(Reported, QuotedAsSource, Anywhere, r"\nFrom (?:the |The )?$", r"^:\s*\n"),
    rule(AgencyLine, Author, Anywhere, r"\n(?:[Tt]he |THE |[Ff]rom (?:the )?|FROM )?$", r"^\s*\n+(?:[^\n]{0,40}\n+){0,3}[^\n]{0,60}\([\p{L} ]+\)\s?<dash>"),
    rule(PhotoCredit, Photo, Anywhere, r#"[^\n]{45,}[.)"”]\s*\n+(?i:the )?$"#, r"^\s*\n\s*\S"),
    rule(PhotoCredit, Photo, Anywhere, r"[^\n]{20,}[.!?)] ?(?:The )?$", r"^\s*\n\s*\S"),
    rule(AgencyLine, Author, Head, r"\n(?:[Tt]he |THE |[Ff]rom (?:the )?|FROM )?$", r"^\s*(?:\||\n)"),
    rule(AgencyLine, Author, Foot, r"\n[—–-]* ?$", r"^\s*\z").strict(),
    rule(AgencyLine, Author, Foot, r"\n\W{0,6}(?:Source: ?)?(?:[Tt]he )?$", r"^\W{0,4}(?:\n|, with files)"),
    rule(AgencyLine, Author, Foot, r"(?:<dash> ?|(?:\n[\p{Ll}/,. ]{0,15}|[.!?]”?\s*)\()(?:The )?$", r"^\)?\s*\z"),
    rule(PhotoCredit, Photo, Anywhere, r#"[^\n]{20,}[.!?”"]\s*\((?:The )?$"#, r"^\)\s*\n\s*\S"),
    // Cited.
    rule(SpokenTo, QuotedAsSource, Anywhere, r"(?:(?i:<verb>)[ ])<mod>$", "").unless(r"^(?:'s)? (?:campaign|poll|survey|headquarters|Building|building|executives?|employees?|staff(?:ers)? (?:that|about))"),
    rule(SpokenTo, QuotedAsSource, Anywhere, r#"[,.!?]["”']? (?:reported|reports|writes|wrote|notes|noted|said|says) (?:[Tt]he )?$"#, ""),
    rule(SpokenTo, QuotedAsSource, Anywhere, r"\b(?:déclar|assur|confi|indiqu|expliqu|affirm|précis|dit)[^\n.]{0,40} (?:à|auprès de) (?:la |l['’])?$", ""),
    rule(SpokenTo, QuotedAsSource, Anywhere, r"\b(?:sagte|sagten|erklärte|bestätigte|berichtete)[^\n.,]{0,30} (?:der |gegenüber (?:der )?)$", ""),
    rule(SpokenTo, QuotedAsSource, Anywhere, r"\b(?:dijo|dijeron|declaró|explicó|aseguró|afirmó|indicó)[^\n.,]{0,40} a (?:la agencia )?$", ""),
    rule(SpokenTo, QuotedAsSource, Anywhere, "", r"^(?:'s?)? (?:questions?|requests? for|inquir(?:y|ies))\b"),
    rule(Reported, QuotedAsSource, Anywhere, r#"[.!?]["”] (?:<name>, )?$"#, r"^(?: News)?\s*\n"),
    rule(Reported, QuotedAsSource, Anywhere, r"(?:\n|<dash> )$", r#"^(?: -|:) ["“]"#),
    rule(Reported, QuotedAsSource, Anywhere, r"\b(?:from|via|by) (?:the )?$", r"^:\s*\n"),
    rule(Reported, QuotedAsSource, Anywhere, r"\[$", r"^, \d"),
    rule(Reported, QuotedAsSource, Anywhere, "", r"^(?:'s [\p{Lu}]\S+(?: [\p{Lu}]\S+)?|'s?)?(?:(?:,| and|, and) (?:the |The )?[\p{Lu}][\p{L}.]+(?: [\p{Lu}][\p{L}.]+){0,2}){0,3}(?: and other(?:s| (?:news )?(?:outlets|media|organizations)(?: outlets)?))?,? ?(?:(?:[Nn]ews )?(?:[Aa]gency|[Ss]ervice|wire service|news|wire))?(?:,[^\n.,]{2,60},|,)? ?(?:all |both |has |had |have |also |first |later |earlier |previously |originally |further |then |since |exclusively |separately |independently |similarly |now |just |this week |(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day |is |are |was )*(?:report(?:s|ed|ing)?\b|quot(?:ed|es|ing)\b|cit(?:ed|es|ing)\b|wrote\b|writes\b|notes?d?\b|says?\b|said\b|saying\b|adds\b|added\b|learned\b|revealed\b|interviewed\b|obtained\b|found\b|explains?\b|confirm(?:s|ed)\b|relays?\b|suggest(?:s|ed)?\b|claim(?:s|ed)?\b|calls?\b|called\b|describe[sd]\b|termed\b|label(?:l?ed|s)\b|spoke (?:to|with)\b|talked to\b|visited\b|counted\b|tracked\b|traced\b|identified\b|analyzed\b|estimate[sd]\b|state[sd]\b|announce[sd]\b|tweeted\b|pointed out\b|points out\b|carried\b|has more\b|declare[sd]\b|blame[sd]\b|accuse[sd]\b|project(?:s|ed)\b|warn(?:s|ed)\b|disclosed\b|detailed\b|argue[sd]\b|was (?:the |among the )?first\b|discovered\b|published (?:an?|the)\b|conjectures\b|puts it\b|put it\b|criticize[sd]\b|slammed\b|denounced\b|condemned\b)").unless(r"^,? (?:[Nn]ews )?(?:said|says|reported) (?:on [\p{Lu}]\p{Ll}+day it would|it|its|the company|that it|revenue|profit)\b"),
    rule(Reported, QuotedAsSource, Anywhere, "", r"^(?:'s)? (?:news )?(?:reporters?|journalists?|correspondents?|photographers?|witness(?:es)?)\b[^\n.]{0,40}? ?(?:said|says|saw|seen|heard|witnessed|reported|at the scene|on the scene|found|asked|counted|spotted)\b"),
    rule(Reported, QuotedAsSource, Anywhere, "", r"^(?:'s)? (?:news )?(?:analysis|tally|count|review|investigation|interview|report|story|article|dispatch|video|footage)\b[^\n.]{0,40}? ?(?:said|says|saw|seen|heard|witnessed|reported|at the scene|on the scene|found|showed|shows|asked|counted|that|stated|states|published|citing|suggest\w*|spotted)\b"),
];

/// Verbs and phrases after which an agency is a source.
const VERBS: &str = r"\b(?:told|tells?|telling|according to|(?:speaking|speaks?|spoke|spoken|talking|talked) (?:to|with)|interviews? (?:with|by|for|to)|interviewed by|(?:questions?|messages?|calls?|emails?|requests?(?: for comment)?|inquir(?:y|ies)|quer(?:y|ies)) (?:from|by)|(?:quoted|cited) (?:by|in|to|as saying (?:by|to))|reported (?:by|in|on|at)|(?:noted|noting|wrote|writes|writing|said|says|reveals?|revealed) in|reports? (?:by|from|in)|reporting (?:by|from)|(?:seen|obtained|reviewed|viewed|contacted|asked|compiled|released|carried|visited|observed|identified|verified|received|analyzed|documented|broken?|reached)(?: \w+){0,2} by|(?:published|story|article) (?:by|in)|(?:statement|comment|remark|response|acknowledged|suggested|remarked|indicated|clear|admitted|confirmed|conceded|explained|insisted|described|denied|disclosed|revealed|confided|complained|respond|responded|said|says|provided|given|sent|emailed|speaking)s? to|an? email to|emailed|texted|informed|provided?|gave|cit(?:ing|es|ed)|reports|as per|[Pp]er|shared with|pointed out to|announced (?:by|on|to)|a tally (?:by|from)|(?:analysis|investigation) by|transcript from)";

/// What may stand between such a verb and the agency's name.
const MODIFIERS: &str = r"(?:(?:(?:the|The|a|an|official|state|state-run|state-owned|state-controlled|state-backed|semi-official|semiofficial|independent|news|agency|agencies|wire|service|services|broadcaster|newspaper|newswire|daily|network|outlets?|media|including|both|multiple|several|various|other|local|national|and|as|&|country's|nation's|his|her|organi[sz]ations?|members|reporters?|journalists?|from|for|of|at)|[\p{Lu}][\p{L}\d.&'-]*),?[ ]){0,7}";

/// A person's name, and a line with a date or an age.
const NAME: &str = r"[\p{Lu}][\p{L}.'-]+(?: [\p{Lu}][\p{L}.'-]*){1,3}";
const STAMP: &str = r"[^\n]{0,40}(?:\d{4}|\d+ (?:hrs?|hours?|mins?|minutes?|days?) ago)\b";

const DASH: &str = "(?:--|[-—–―‒_])";

const FRAGMENTS: [(&str, &str); 5] = [
    ("<dash>", DASH),
    ("<verb>", VERBS),
    ("<mod>", MODIFIERS),
    ("<name>", NAME),
    ("<stamp>", STAMP),
];

/// A pattern, compiled when it is first asked for: most rules fall by one side, and never see the other.
struct Pattern {
    source: &'static str,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    fn of(source: &'static str) -> Pattern {
        Pattern { source, compiled: OnceLock::new() }
    }

    /// Whether it fits this side; an empty one fits none.
    fn is_match(&self, side: &str) -> bool {
        let compile = || {
            let fill = |full: String, (name, part): &(&str, &str)| full.replace(name, part);
            let full = FRAGMENTS.iter().fold(self.source.to_owned(), fill);
            // An ASCII word boundary keeps the fast engine on text with typographic marks.
            let full = full.replace(r"\b", r"(?-u:\b)");
            Regex::new(&full).expect("every pattern is compiled in the tests")
        };
        !self.source.is_empty() && self.compiled.get_or_init(compile).is_match(side)
    }

    fn fits(&self, side: &str) -> bool {
        self.source.is_empty() || self.is_match(side)
    }
}

struct Compiled {
    rule: &'static Rule,
    left: Pattern,
    right: Pattern,
    unless: Pattern,
}

static COMPILED: LazyLock<Vec<Compiled>> = LazyLock::new(|| {
    let compiled = |rule: &'static Rule| Compiled {
        rule,
        left: Pattern::of(rule.left),
        right: Pattern::of(rule.right),
        unless: Pattern::of(rule.unless),
    };
    RULES.iter().map(compiled).collect()
});

/// The role of an agency named in this context, in a region of this kind, and the rule that says so.
/// `pictured`: a picture agency is named beside it; `slashed`: it is one of "Kyodo/Reuters".
pub(super) fn judge(
    mention: &Mention,
    context: &Context,
    region: RegionKind,
    pictured: bool,
    slashed: bool,
) -> Option<(Role, Reason)> {
    let (left, right) = (context.left.as_str(), context.right.as_str());
    let kind = mention.agency.kind();
    let found = COMPILED.iter().find(|c| {
        let (l, r) = match c.rule.place {
            Place::Anywhere => (left, right),
            Place::Head if context.head => (left, right),
            Place::Foot if context.foot => (left, right),
            Place::Head | Place::Foot => return false,
            Place::Sentence => context.sentence(),
        };
        (c.rule.strict || !mention.strict)
            && (kind != Kind::Picture || matches!(c.rule.role, Photo | QuotedAsSource))
            && allowed(region, c.rule.role)
            && c.right.fits(r)
            && c.left.fits(l)
            && !c.unless.is_match(r)
    });
    let bare = region == RegionKind::Caption && !mention.strict;
    let judged = match found.map(|c| (c.rule.role, c.rule.reason)) {
        Some((_, AgencyLine)) if slashed && !context.foot => Some((Photo, PhotoCredit)),
        Some((_, AgencyLine)) if kind == Kind::Paper && !context.foot => None,
        Some((role, reason)) if !pictured || role == QuotedAsSource => Some((role, reason)),
        Some(_) => Some((Photo, PhotoCredit)),
        None if pictured && !mention.strict => Some((Photo, PhotoCredit)),
        None => bare.then_some((Photo, Caption)),
    };
    judged.filter(|(role, _)| kind.takes(*role))
}

/// Whether a region of this kind may hold such a credit of the page's own text.
fn allowed(region: RegionKind, role: Role) -> bool {
    match region {
        RegionKind::Caption => matches!(role, Photo | QuotedAsSource | Copyright),
        RegionKind::Chrome => !matches!(role, QuotedAsSource),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for compiled in COMPILED.iter() {
            for pattern in [&compiled.left, &compiled.right, &compiled.unless] {
                // An empty pattern fits everything and matches nothing; all others compile here or panic.
                let empty = pattern.source.is_empty();
                assert!(pattern.fits("") || !empty, "{}", pattern.source);
                assert!(!(empty && pattern.is_match("x")), "{}", pattern.source);
            }
        }
    }
}
