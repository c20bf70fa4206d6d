//! German: what the lines of a page are that are not the story.

use super::Language;
use crate::clean::rule::Place::{Edge, Top};
use crate::clean::rule::Rule;
use crate::clean::rule::Scope::{Links, Rest};
use crate::region::RegionKind::{Byline, Caption, Credit};

/// German.
pub(super) const LANGUAGE: Language = Language {
    rules: RULES,
    time_words: "
        januar februar märz april mai juni juli august september oktober november dezember jän mär
        okt dez montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so
        uhr stand aktualisiert veröffentlicht am um vom vor stunden minuten lesezeit min heute
        gestern
    ",
    picture_words: "
        foto; fotos; bild; archivbild; archivfoto; symbolbild; symbolfoto; quelle; imago; dpa;
        picture alliance
    ",
    statement_words: "im wortlaut:; erklärung im wortlaut:; die erklärung im volltext:",
};

/// The table.
const RULES: &[Rule] = &[
    Rule::line(
        "byline",
        Byline,
        "
        von ~; von ~ | *; von ~ und ~; ein kommentar von ~; eine analyse von ~; aus ~ berichtet ~;
        interview: ~; text: ~; von unserem korrespondenten*
    ",
    )
    .open()
    .at(Top)
    .longest(160),
    Rule::line(
        "credit line",
        Credit,
        "
        (dpa); dpa; (mit material von *; mit material von *; mit dpa; quelle: *; © dpa*; dpa/*;
        (afp/dpa); ~/dpa; mit agenturmaterial*
    ",
    )
    .longest(160),
    Rule::line(
        "picture credit",
        Caption,
        "
        bild: *; archivfoto*; archivbild*; symbolbild*; symbolfoto*; (bild: *; bildquelle*;
        bildrechte*; © picture alliance*; © imago*; © getty*
    ",
    )
    .longest(400),
    Rule::chrome(
        "author's line",
        "~ ist redakteur* *; ~ ist korrespondent* *; ~ ist journalist* *",
    )
    .at(Edge)
    .longest(250),
    Rule::chrome(
        "teaser",
        "
        lesen sie auch*; lesen sie mehr*; lesen sie hier*; lesen sie dazu*; mehr zum thema*;
        mehr dazu*; mehr lesen*; mehr: *; weiterlesen*; hier geht es zu*; lies auch*;
        auch interessant*; das könnte sie auch *; das könnte dich auch *; im video*; siehe auch*;
        zum thema*; klicken sie *
    ",
    )
    .longest(260)
    .open(),
    Rule::chrome(
        "links",
        "
        meistgelesen*; verwandte artikel*; verwandte themen*; ähnliche artikel*;
        empfehlungen der redaktion*; schlagworte*; schlagwörter*; themen; themen:;
        neueste artikel*; mehr aus *; top-themen*
    ",
    )
    .scope(Links(10)),
    Rule::chrome(
        "share bar",
        "
        teilen; teilen *; artikel teilen*; drucken*; artikel drucken*; folgen sie uns *;
        folge uns *; merken; per mail *; link kopieren*; auf facebook teilen*;
        auf twitter teilen*
    ",
    )
    .open()
    .longest(160),
    Rule::chrome(
        "sign-up box",
        "
        newsletter abonnieren*; jetzt abonnieren*; abonnieren sie *; melden sie sich *; anmelden*;
        jetzt anmelden*; registrieren*; einloggen*; sie sind bereits abonnent*;
        mit dem absenden *; ihre e-mail*; jetzt weiterlesen*; kostenlos registrieren*;
        dieser artikel ist *abonnenten*
    ",
    ),
    Rule::chrome(
        "notice",
        "
        anzeige; anzeige:*; werbung; wir verwenden cookies*; diese website verwendet cookies*;
        wir nutzen cookies*; alle rechte vorbehalten*; impressum*; datenschutz*; akzeptieren;
        startseite > *; startseite » *; an dieser stelle *externe* inhalt*;
        empfohlener externer inhalt*
    ",
    )
    .longest(400),
    Rule::chrome(
        "comment form",
        "
        kommentare; kommentare (#*; # kommentare; kommentar schreiben*; kommentar verfassen*;
        schreiben sie einen kommentar*; diskutieren sie mit*; kommentieren*
    ",
    )
    .scope(Rest),
];
